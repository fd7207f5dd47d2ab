randglobals2 ; random globals
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
init k  s a="1.0",b="hello world",c="abc",d="+-+2",e="a,b,c",f="1.2.3",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h s ^h=0 s ^g=1 d st("d sub(^(""1E46"",-1))") d st("zwr ^g") d st("w ^g(2,$o(^g(1)),10)_$r") d st("s ^g(1)=$g(^g(-.5),^h(""1E2"",$na(^(1),0),$na(^(1),0)))") d st("s y=$na(^g)") d st("w $q(^g,-1)") d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^g(".")=0 s ^g("a",$r)=1 s ^h($g(^h(2),"q"))=2 s ^g(10,"b")=3 s ^g=4 s ^g(-1E10,-1,$o(^g(1)))=5 d st("w ^g(a)") d st("x ""w ^(1)""") d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^h(1,1)=0 s ^g(-1E10)=1 s ^g(2)=2 s (^(-1),@y)=a w $s($d(^g):^h(1.5,-1),1:$r) s y=$na(^g(2)) w $zp(@$q(^g(1.5,-.5))) w "/",$r d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g($na(^(1),0))=0 s ^g(-.5,"a")=1 s ^h=2 s ^h(1)=3 s ^g("a b",$o(^g(1)))=$g(^g) m w=^("A",b,"-") w @$q(^g(a,$d(^(2)),$o(^g(1))))_^g(2) w "/",$r d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^h(2,$d(^(2)))=0 s ^g(100,3,"b")=1 s ^g(1,10,-1)=2 s ^g($g(^h(2),"q"))=3 s ^h=4 w $o(^g($r),-1) w $g(^h,^g(c,10,$g(^h(2),"q"))) w $i(^("a b",1.5,1.5),"") m ^g=w x "w ^(1)" w $g(@"^(2)",^g("123456789012345678901")) w "/",$r d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^h("a b","a")=0 s ^h($r,3,2)=1 s ^g("+1")=2 d st("w $g(@y@(1.5))") d st("zwr ^g(3)") d st("w ^($g(^h(2),""q""),1.5,$o(^g(1)))_$r") d st("s ^($na(^(1),0),$o(^g(1)))=$g(^g)") d st("w:$d(^g) ^g($na(^(1),0),""1E46"",1E-5)") d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^g($g(^(1),2),.5,"a"_$c(1))=0 s ^g($o(^g(1)),"1E46",$g(^h(2),"q"))=1 s ^g("+1",10,3)=2 d st("w $d(^g)") d st("w $g(^h(1,1,""a""),@$na(^g(2,""a"",1E-5)))") d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^g(10,"a")=0 s ^g($r,$na(^(1),0))=1 s ^g("1.0",$c(255))=2 s ^g(3)=3 d st("w ^h(""-"",$d(^(2)))_^g($g(^(1),2),1)") d st("s $p(@""^(2)"","","",2)=""aXbXc""") d st("k ^g") d st("w ^($g(^(1),2),""a""_$c(1),3)=^h($na(^(1),0),""1."")") d st("w $zp(^h)") d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^g(10)=0 s ^g("-",2)=1 s ^g($na(^(1),0))=2 s ^g=3 s ^g("a")=4 s ^h=5 s x(@$q(^g("123456789012345678901","123456789012345678901",1.5)))=@$q(^g) s (^h(1E-5,1,$d(^(2))),^g)=$i(^h) w $q(^h("1"),1) d sub(^($na(^(1),0))) w "/",$r d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^h($d(^(2)),2)=0 s ^h(1,"-0")=1 s ^g(3,$o(^g(1)))=2 s ^g("%")=3 s ($p(^("b","a"),"b"),^g(1,a))=$r w:$d(^h) ^g("a b",$r) s y=$na(^h(3,"-0","1.0")) w $zp(^g($na(^(1),0),3)) w "/",$r d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^g($d(^(2)),b,1.5)=0 s ^g=1 s ^g(2)=2 s ^h=3 k ^h,^g($na(^(1),0)) f i=1:1:$d(@y)+1 s ^(i)=$r w $i(^h("1",".",-1),1) w $zp(^g($g(^(1),2))) w $s($d(^g):^h(-1),1:$r) m ^h=^g($na(^(1),0)) w "/",$r d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^g(1.5)=0 s ^g($g(^h(2),"q"))=1 s ^g(-.5,$r)=2 d st("w $$fun(@(""^g(""_1_"")""),^h)") d st("s @y=.000001") d st("f i=1:1:$d(^g)+1 s ^(i)=$r") d st("s ^(-.5,$g(^(1),2))=$i(^g(10,""b""))") d st("s $e(^g($na(^(1),0),""a""),1)=$r") d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^g=0 s ^g=1 s ^h=2 s ^g=3 d st("w $ql($na(^g)),$qs($na(@y@(""b"")),1)") d st("w $s($d(^(0,2)):^(-1,1.5,1),1:$r)") d st("w $d(@(""^g(""_1_"")""))") d st("w $s($d(@(""^g(""_1_"")"")):^g,1:$r)") d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(3,1)=1 d st("i $d(^($g(^h(2),""q""))),^(""b"",10,2) w ""t""") d st("w:$d(^h(""."",""%"",$na(^(1),0))) @(""^g(""_1_"")"")") d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g($d(^(2)))=0 s ^g(-1,10)=1 s ^h("1E46","1","a")=2 s ^g(1,10,2)=3 s ^g("1E2","%",2)=999999999999999999 w $na(^h($r,1.5,10),2) k @y@(1) w "/",$r d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(c)=1 s ^g(-1,"b",$o(^g(1)))=2 d st("w $$fun(^g,^(""a""))") d st("s $e(^g(2),2,4)=12345") d st("m @$na(^(10,1))=w") d st("w ^g(1.5,""A"",1.5)=^(""+1"")") d st("w $zp(^g(2))") d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g(1,10)=0 s ^h(2,$g(^(1),2))=1 s ^g(a,"a",a)=2 d st("f i=1:1:$d(^g($r,$o(^g(1)),2))+1 s ^(i)=$r") d st("k ^g(""123456789012345678901"",""-0"",3),^g") d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^g($na(^(1),0),".")=0 s ^g(1.5,$c(0))=1 s ^g(1E-5,3)=2 s ^g($r,b)=3 s ^h=4 d st("w $q(^g($g(^(1),2),""a""),-1)") d st("m w=^h(""-0"",1)") d st("w ^g(""b"")=^h(10,2,-1)") d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^g(1E-5)=0 s ^h=1 s ^h(1,"123456789012345678901",.5)=2 s ^h(-1,"-0")=3 m ^h=^g("a",10) w:$d(^g(1.5,2,"a")) ^g($o(^g(1))) s x(^g)=^h(a,2) s $e(^(1,1,.5),1)=3E18 w "/",$r d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g(1)=0 s ^g(3)=1 s ^h("1.",1.5,0)=2 s ^g(10,$na(^(1),0))=3 s ^g($r,-1,10)=4 d st("s $e(^h,1)=$i(^g(100,""b""))") d st("s ^(2)=2147483648") d st("zk ^(""123456789012345678901"",1.5,b)") d st("w $na(^g)") d st("f i=1:1:$d(^($o(^g(1))))+1 s ^(i)=$r") d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^g(3)=0 s ^g=1 s ^g=2 s ^g($na(^(1),0))=3 s ^g("-1",$c(0),$g(^(1),2))=4 zk ^h s x(^g(2))=^g(2,$c(255),1.5) s ^g($r,".","+1")=$g(^h(1.5,2,"b"),^h(-1,100,$r)) w "/",$r d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(3,1E20,$na(^(1),0))=1 s ^h($r)=2 s ^g("%")=3 s ^g("-0")=4 s ^g=5 s ^g=$g(^g) s $e(^g,3)=$i(^g($d(^(2)),$r)) l +^g:0 l w @$q(^h($r,$na(^(1),0)))_$r w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^h($g(^(1),2),"b")=0 s ^g("-")=1 s ^g=2 s ^g=3 s ^g=4 d st("d sub(@y)") d st("zk ^(""b"",""a"",""a"")") d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^g(2,10)=0 s ^g=1 s ^g($g(^(1),2),2)=2 s ^g=3 s ^h(3)=4 w $ql($na(^g(-.5,1,10))),$qs($na(^g($g(^h(2),"q"))),0) d sub(^g) k @$q(^g($d(^(2)),3)),@("^g("_1_")") i $d(^g($g(^(1),2),3)),^g(1) w "t" w "/",$r d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^h(3,2,$na(^(1),0))=0 s ^h(.5)=1 s ^g=2 s ^g(10,10)=3 d st("s y=$na(^g)") d st("k ^h(a),^g($na(^(1),0))") d all
 w ! q
