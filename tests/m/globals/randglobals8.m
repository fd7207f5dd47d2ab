randglobals8 ; random globals
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
init k  s a="-5x",b=-1,c="x^y^z",d=1E-5,e=1000000,f=-1,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h s ^g(2,1E-5,"b")=0 s ^g(.5,a,1)=1 k ^(b),^("-1",-1) s y=$na(^(1,-1E10,"a")) w $d(^(-.5,-1,"1")) w $d(^g) w "/",$r d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^g(3,"a"_$c(1))=0 s ^g(2,1,$na(^(1),0))=1 s ^g(-1,10,$o(^g(1)))=2 k ^g(10) w $o(^g("a",0,"-1"),1) w "/",$r d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(0)=1 i $d(^h("a"_$c(1),1.5)),^g w "t" w $g(^g) w $i(^g($na(^(1),0)),"2x") w $i(^g(2),"") w "/",$r d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g(2,"b",2)=0 s ^g=1 s ^g(3,2,$g(^h(2),"q"))=2 s ^g("a","b",2)=3 d st("s (^h(10,""01"","".""),^h(-1,2))=1E10") d st("s y=$na(^h)") d st("s @y@(1E-5)=$r") d st("w $s($d(^($c(255),""A"")):^g(""b"",1.5),1:$r)") d st("s y=$na(^h(1))") d st("k ^g($na(^(1),0),1.5)") d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^g("01","a")=0 s ^g=1 s ^h(123456789012345678)=2 s ^g($o(^g(1)),"-0")=3 zwr ^g($d(^(2)),0) w $ql($na(^g)),$qs($na(^("b","",$g(^h(2),"q"))),0) w $d(^h) k @y@(c),^g(10,b,"b") k ^(10,"1E2") w "/",$r d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^h(2)=0 s ^g(1.5)=1 s ^h(3)=2 s ^g(1.5)=3 s ^h(10,$na(^(1),0),$o(^g(1)))=4 d st("s @$q(^g("""",$o(^g(1)),""a""))=$g(^h(1.5))") d st("s $p(^g,"","",0)=a") d st("w $s($d(^(10)):^($d(^(2)),$g(^(1),2),$d(^(2))),1:$r)") d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^g("a","b","-0")=0 s ^h=1 s ^g(-1,c,$g(^h(2),"q"))=2 s ^g("123456789012345678901",$na(^(1),0))=3 d st("w ^h_^h(3)") d st("s (^g,^($c(255),3,1))=-2.25") d st("i $d(^g(""1"")),^g($g(^(1),2),""-"","""") w ""t""") d st("w ^(.5)_^(""-"",-1,-1)") d st("w $ql($na(^(-1E10,$na(^(1),0)))),$qs($na(^(-1,2)),2)") d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^g("a b",a,$g(^(1),2))=0 s ^h=1 s ^g(3)=$r w $i(^h(100,-.5,"."),"") k ^($o(^g(1)),100),^h("a",$g(^(1),2)) w "/",$r d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^h($r,3)=0 s ^g($r)=1 s ^h=2 s ^g("1E2","","1.0")=3 s ^g=4 d st("zk ^(2,""1"",0)") d st("w $ql($na(@""^(2)"")),$qs($na(^g(""a""_$c(1))),1)") d st("s y=$na(^(-1,""a"",10))") d st("w:$d(^g) @(""^g(""_1_"")"")") d st("m @""^(2)""=w") d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^g(b)=0 s ^g(a)=1 s ^g=2 d st("w $s($d(^g):^g,1:$r)") d st("s ^g=$g(^g(""a""_$c(1),""1E46"",1.5),^g)") d st("w ^g(""a"")_$r") d st("m w=^g(-1,""a b"")") d st("w $zp(^g(1.5))") d st("m ^h(-1,$na(^(1),0),""a"")=w") d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^h=0 s ^g=1 s ^h("b",10,"b")=2 d st("m w=^g") d st("k ^(2)") d st("k ^g(3,""-0"",3),^g(""a"",""a"",""1"")") d st("d sub(^h)") d st("w $$fun(^g(1.5),^h(""a"",-1))") d st("w $g(^h(1.5),^h(1E-5))") d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^g(-.5,$c(255),3)=0 s ^h(10,$d(^(2)),$d(^(2)))=1 s ^g=2 s ^h(2,$r)=3 d st("i $d(@y@(""a"")),^h($c(0),$g(^(1),2),$o(^g(1))) w ""t""") d st("w:$d(^g($r)) ^(10,10,2)") d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^g($g(^(1),2),$d(^(2)),2)=0 s ^g=1 s ^h("a",-.5)=2 s ^h=3 s ^h=4 s ^g(2,100,b)=5 d st("f i=1:1:$d(^(0,3,""""))+1 s ^(i)=$r") d st("s ($p(^g(.5,-1),""b""),^(123456789012345678,""-1"",""%""))=$g(^g(-1,2,""a""),^g(0,$o(^g(1)),b))") d st("w ^g") d st("w ^h(2)_^(""01"",3)") d st("s $e(^($o(^g(1)),1),3)=$r") d st("s $p(^g($d(^(2)),10),"","",0)=""007""") d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^g=0 s ^h=1 d st("k ^h") d st("s ^g=$i(^(3,""-"",""A""))") d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g(c)=0 s ^g(.5)=1 w $d(^g(2,1,$na(^(1),0))) k ^g("a",10) d sub(^g($o(^g(1)),10)) w "/",$r d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^h("a")=0 s ^h=1 d st("w:$d(^(""-1"",2,""A"")) @$q(^g(10,$g(^(1),2),""b""))") d st("w $s($d(@$q(^g($o(^g(1)),$g(^h(2),""q"")))):^(10,$g(^h(2),""q""),1),1:$r)") d st("s $p(^g($g(^h(2),""q""),1),"","",$g(^(1)))=-.001") d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(1)=1 s ^g(10,a)=2 s ^g(1,3)=3 s ^g("1E46")=4 s ^g(-.5,2,10)=5 d st("w $zp(^g)") d st("s ($p(^($na(^(1),0),3,10),""b""),@$na(^(""b"")))=$i(^g(""b""))") d st("s y=$na(^g(c,a,$g(^(1),2)))") d st("l +^g(10,10,1E-5):0 l") d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^g(a,$d(^(2)),$g(^(1),2))=0 s ^h("a")=1 s ^h(1E20)=2 d st("x ""w ^(1)""") d st("s ($p(^(3),""b""),@$q(^g(0,1.5,$na(^(1),0))))=""12abc""") d st("s (@(""^g(""_1_"")""),^g(""b"",""1.0"",10))=$i(^g(a))") d st("w $g(^g($d(^(2)),-1,""b""),^g(1,2))") d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^g(-1E10,$c(255),1.5)=0 s ^g(1,123456789012345678,$na(^(1),0))=1 s ^g(-1)=2 s ^g=3 x "w ^(1)" s ^g($na(^(1),0),10,100)="1E" w:$d(^g(2)) ^(-1) w $o(^g(1.5)) w $q(^("123456789012345678901",$g(^h(2),"q"),10)) s (^g,^g)=$g(^g) w "/",$r d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g(1,$na(^(1),0))=0 s ^h("+1",1)=1 d st("s @y=$r") d st("m @(""^g(""_1_"")"")=w") d st("w ^g(-1,$na(^(1),0),2)") d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^g(".")=0 s ^g("01",3,$r)=1 s ^h($o(^g(1)),a)=2 s ^g(10,10,3)=3 w $na(^g("a",10,3)) s $p(^g($r),",",2)=100 w $d(^g) w $na(^g($na(^(1),0),2,1.5),2) w "/",$r d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^h=0 s ^g("-")=1 s ^g($c(255))=2 k ^g(3,c,"a"),^g w $d(^g) s y=$na(^h(1)) m ^("",1)=w w $$fun(^g,@("^g("_1_")")) w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^g(1,$g(^(1),2),"a")=0 s ^g=1 s ^h=2 s ^g(10)=3 s ^g(1.5,"a")=4 s ^g=5 d st("w ^g(""+1"",""b"")=^g(-1,2,2)") d st("s x(@""^(2)"")=^g") d st("m w=^(""+1"",3,$c(255))") d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^h=0 s ^g($c(0),1,-1)=1 s ^g=2 s ^g($na(^(1),0),$o(^g(1)))=3 s ^g($r)=4 w $s($d(@"^(2)"):^($g(^(1),2),a),1:$r) s $p(^h(1.5),",",0)=12345 k ^(2) zwr ^g k ^h(-1,-1,1) f i=1:1:$d(^g(a,$g(^h(2),"q")))+1 s ^(i)=$r w "/",$r d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^g($na(^(1),0))=0 s ^g=1 s ^g("a"_$c(1),1,"b")=2 s ^h($o(^g(1)),$d(^(2)),"b")=3 s ^h=4 d st("w $ql($na(^(""a""_$c(1)))),$qs($na(@$q(^g(-1,a))),1)") d st("w ^(10,1E20)=@$q(^g(1.5,""1E46""))") d st("s $p(^($c(0)),"","",$g(^(1)))=$r") d st("m w=^(1.5,$na(^(1),0),""a"")") d st("m ^($g(^h(2),""q""))=w") d all
 w ! q
