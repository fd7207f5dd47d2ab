randglobals5 ; random globals
 d c0
 d c1
 d c2
 d c3
 d c4
 d c5
 d c6
 d c7
 d c8
 d c9
 d c10
 d c11
 d c12
 d c13
 d c14
 d c15
 d c16
 d c17
 d c18
 d c19
 d c20
 d c21
 d c22
 d c23
 d c24
 q
trap s $ec="" w " ! ",$p($zs,",",3,4),! q
init k  s a="hello world",b="AbC123",c=999999999999999999,d="hello world",e="1e3",f="1e3",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
new(p,q) n t,p2 s t=q,p2=p,p=t_p q
rec(n,x) q:n<1 x q $$rec(n-1,x_n)
arr(p,q) s p(2)=q,p("n",q)=1 k p(1) q
kil(p) k p q
opt(p,q) q $d(p)_$d(q)
two(p,q) n a s a=p q a_q
err n x s x=1/0 q
lev(p) s x=p/0 w "l" q
lev2 n $et s $et="s $ec="""" q" d err w "x" q
st(x) n $et s $et="w "" ! "",$p($zs,"","",3,4),"";"" s $ec="""" q" x x w "|",$r,";"
 q
all n q,r s r=$r w ! f q="^g","^h" w:$d(@q)#2 q,"=",@q,";" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w r q
exf(p) n $et s $et="s $ec="""" q ""caught""" q p/0
tst i 0 q
qt() q $q
zl() q $zl
sub(p) w "<",p,"," s p=p+1 w p,">" q
fun(p,q) q:p>q p_"+" q p_","_q
ref(p) s p=p_"!" q
c0 n (i0) d init n $et s $et="g trap"
 w "0: " s y="^g(1)" k ^g,^h s ^h(100)=0 s ^g(1.5,"")=1 s y=$na(^h("1.0","b")) s ^h=".5" w $s($d(@("^g("_1_")")):^(1,10,"-0"),1:$r) s ($p(^h("1E46",1.5),"b"),^(.5))=$g(^($na(^(1),0),100,10)) w "/",$r d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^g(a,1,$r)=0 s ^g=1 d st("w:$d(^(10,3)) ^g(2,2,-1E10)") d st("w:$d(^g) ^h(1.5,2)") d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^g(2,".")=0 s ^h=1 s ^h(1,10,"%")=2 s ^h(-1)=3 d st("s ($p(@$q(^g(1.5,2,a)),""b""),^g)=$g(^g($c(255),""b""))") d st("k ^(123456789012345678),^g(123456789012345678)") d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g("b")=0 s ^h=1 m ^h("01",$g(^h(2),"q"),1.5)=^g w $o(^g(10,$o(^g(1))),-1) w "/",$r d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^h($g(^(1),2),$g(^(1),2))=0 s ^g("-0","-0")=1 s ^h($r)=2 d st("s y=$na(^g)") d st("w $s($d(@y@(3)):^g,1:$r)") d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^g(3,".")=0 s ^g(-1)=1 s ^g(1E-5,"b","a b")=2 s ^h("1E2")=3 s ^g($r,-1E10,$g(^h(2),"q"))=4 s ^g=5 d st("k ^g") d st("k ^h(""a"")") d st("s x(^g(""a"",""1."",10))=^(2)") d st("w $g(^(1,-1,$d(^(2))),@(""^g(""_1_"")""))") d st("m w=^g(10)") d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^h(1,"a b")=0 s ^g("%",1,"%")=1 s ^g(-1,3,3)=2 s ^g("+1",123456789012345678,3)=3 d st("s y=$na(^h(""a""_$c(1),3,""-0""))") d st("s ($p(^(""b"",""a""),""b""),^h)=5") d st("k ^g") d st("f i=1:1:$d(^(1.5))+1 s ^(i)=$r") d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^h($g(^h(2),"q"),$na(^(1),0),"a")=0 s ^h=1 w @$q(^(1E20))=^g(-1,"1E46") w:$d(^g(3,b,$d(^(2)))) ^(1.5,-1E10) w "/",$r d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^g($g(^h(2),"q"))=0 s ^h(2,"b")=1 s ^g(.5,$g(^(1),2))=2 w $i(^g,"") zk ^g w "/",$r d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(1E20,$d(^(2)),10)=1 s ^g("a b")=2 s ^h(a,"b","a")=3 s ^g=4 d st("w ^g") d st("s $e(^g(3,1.5,""123456789012345678901""),2,4)=""a,b,c""") d st("s (^g(""b""),@y)=$r") d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^h=0 s ^g(10,-1E10,$r)=1 s ^h=2 s ^h(2,-1,"1")=3 s ^g("1E46")=4 d st("s y=$na(^g(""b"",2,10))") d st("s ($p(@""^(2)"",""b""),^g(-1E10,""1.0"",2))=a") d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^h=0 s ^g(1,2)=1 s ^g("a")=2 s ^g("A",10,"1")=3 s ^g(1.5,-1,1.5)=4 s ^h(3)=5 m ^g=^h("1E2") s @"^(2)"=$g(^g(-1,$g(^(1),2),$d(^(2)))) w "/",$r d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^h(10,".")=0 s ^g=1 s ^h=2 d st("w $$fun(^g,^g(""a"",$r,.5))") d st("w @$q(^(-1))=^(2)") d st("w $o(^($r,2),1)") d st("m ^g(123456789012345678)=^h(1,3)") d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^g($g(^h(2),"q"),3)=0 s ^g("b",-1)=1 s ^g(c)=2 w $g(^g($g(^h(2),"q"),-.5),@y@($d(^(2)))) w ^(1.5,"01") m ^(-1,c)=@y@("-0") s y=$na(^h(1.5,".",-1)) m ^g(3,a)=w w "/",$r d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^h=0 s ^h=1 d st("w ^h(2)=^g") d st("x ""w ^(1)""") d st("m w=^h(.5,1)") d st("w ^h") d st("l +^(3):0 l") d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(1.5,"a")=1 s ^h(10,"a",1.5)=2 s ^g(-1,"-0",c)=3 s ^g($d(^(2)))=4 d st("w $$fun(^h(2),^h(2,1,$o(^g(1))))") d st("m w=^h") d st("w $q(^h(""a""),-1)") d st("i $d(^g($g(^h(2),""q""),""a b"",3)),^(""a b"") w ""t""") d st("w $d(^(0))") d st("s ^($g(^(1),2))=a") d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g(a,"",$g(^(1),2))=0 s ^g(-1)=1 s ^h(10)=2 d st("w $o(^g(""01"",1,$r),-1)") d st("w $$fun(^($o(^g(1))),^(1,2))") d st("w @y@(1.5)_^($r,""b"")") d st("s $e(^h(-1),3)=99.99") d st("s (^g(0,1),^(-1E10,-1,-.5))=$r") d st("s x(@""^(2)"")=^g(""a"")") d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^h=0 s ^h(3,10)=1 s ^g(10,1.5)=2 d st("s y=$na(^g(3))") d st("s $e(^(""b""),3)=""1e3""") d st("s (^g(b),^h)=$i(^g(10,""b""))") d st("w $i(^h(""1.""),""2x"")") d st("w $g(^g(""a"",""a""))") d st("m @""^(2)""=w") d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^g(1,"","A")=0 s ^h($o(^g(1)))=1 s ^g=2 s ^g(1.5,-.5)=3 s ^h(-1,$na(^(1),0))=4 s ^g=5 d st("w $q(^g(1.5,-1,1),-1)") d st("m ^g(-1,""a b"")=^(3,$na(^(1),0),$c(255))") d st("s ($p(^h(a,1.5,1),""b""),^h(0,3))=$g(^g(1.5,$r,""1E46""),^($c(255)))") d st("w $d(^h)") d st("s (^g(10),@y@(""b""))=""AbC123""") d st("w $d(^(10))") d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g("a b",1.5)=0 s ^h("b","01")=1 s ^h("-")=2 s ^g(-1,b)=3 d st("s ^g(a,-1,""a"")=$g(^g($d(^(2)),""a""),^g(2,1E-5))") d st("f i=1:1:$d(@y@(""a""))+1 s ^(i)=$r") d st("zk ^g($g(^(1),2),""A"")") d st("w $s($d(^($o(^g(1)),""-1"")):^(""a"",$o(^g(1)),3),1:$r)") d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^h($g(^h(2),"q"))=0 s ^h(1E20)=1 s ^h=2 s ^h(123456789012345678)=3 s ^g(3,a)=4 l +@$q(^g):0 l w:$d(^g($d(^(2)),10,$o(^g(1)))) ^h s $e(^h($na(^(1),0),"a",$g(^h(2),"q")),1)=$g(^g("1.",1)) w $o(^h("1."),1) w "/",$r d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^g("b",-.5,$g(^h(2),"q"))=0 s ^h(1.5)=1 s ^g=2 s ^h=3 s ^g(1,-1E10,"%")=4 d st("w $q(@y,-1)") d st("m @(""^g(""_1_"")"")=w") d st("m ^g(""-1"",-1)=^(1.5)") d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^g($d(^(2)))=0 s ^g(3,-.5,10)=1 s ^g=2 s ^g("-1")=3 s ^g("a b",3,-1)=4 s ^h=5 w $d(^("A")) w ^("b","b")=@$q(^g) w "/",$r d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^h=0 s ^h=1 d st("w ^(c,2,""a"")") d st("w ^($d(^(2)),-1,2)_^g") d st("m ^g=w") d st("i $d(^g),^(3,""1.0"",""a"") w ""t""") d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^g(2)=0 s ^g("a",-1)=1 s ^h(-1,1)=2 d st("s y=$na(^g(3,""1.0""))") d st("w $g(^($g(^(1),2),""+1"",10))") d st("w $g(^g)") d st("w $o(^g)") d st("w $zp(^g)") d all
 w ! q
