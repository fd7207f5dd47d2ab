randglobals1 ; random globals
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
init k  s a="a",b=".5",c=-3,d="abc",e=100,f=" ",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h s ^h(.5,"a b",1.5)=0 s ^g($g(^(1),2))=1 s ^h=2 s ^g(".","b")=3 s ^g=4 d st("s y=$na(^h)") d st("d sub(^g(10))") d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^g("1E46",1)=0 s ^g=1 s ^g=2 w $zp(@y@(3)) k ^(10,-1),^(1E-5,"1E2","-0") zwr ^g("a") w "/",$r d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^h("A",-1)=0 s ^g("b","a b")=1 s ^h($g(^h(2),"q"),10,"1")=2 s ^g(123456789012345678,$g(^h(2),"q"))=3 s ^h(1,$d(^(2)),"b")=4 s ^h=5 d st("w $ql($na(^g(10,$r,1E-5))),$qs($na(^($r,""-"")),1)") d st("m ^g=^h(1.5)") d st("w ^(""-"",-.5,1E20)_^g(1.5,$c(0))") d st("s ($p(^h,""b""),@(""^g(""_1_"")""))=$g(^g(-1))") d st("w $g(@$na(^h(2,-.5,1E20)))") d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g($d(^(2)),1E20)=0 s ^g(1,$d(^(2)),10)=1 s ^g(1.5,"1.")=2 s ^g(-1,2)=3 s ^h(2)=$i(^("%")) s @$q(^g)=100 w "/",$r d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^h(2)=0 s ^h(-1,"1.0")=1 s ^g("b",1,1)=2 s ^h($g(^h(2),"q"),$na(^(1),0),"123456789012345678901")=3 s ^h("b")=4 s ^h(3,1.5)=5 d st("s ^g(3,10,10)=$g(^(-1),^g(2,3))") d st("w $o(@y,1)") d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^g(1,"a b")=0 s ^g($d(^(2)))=1 s ^h("01",3)=2 s ^g($r,1.5)=3 s ^g($d(^(2)))=4 w $i(^g(2),"2x") s ^g=-1 w "/",$r d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^g($c(255),.5)=0 s ^h("b",10,$d(^(2)))=1 w @$na(^g(1))=@("^g("_1_")") s ^($o(^g(1)))=$g(^g(.5),^("a",3,-1E10)) m w=^g(1.5,2,$d(^(2))) w ^g("1.")_^g("a"_$c(1),-1) w "/",$r d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^g("-1")=0 s ^h("b",2,2)=1 d st("w ^(-1)") d st("zwr ^h(""01"")") d st("s $p(^h,"","",1)=$g(^(-1,""a""),^h)") d st("s ($p(^(3,1.5),""b""),^g(-1,""a b""))=$g(^(3,10),^g(3))") d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^h("-0",2)=0 s ^h(-1)=1 s ^g($c(255),-1)=2 s ^g(10)=3 s ^g("b")=4 d st("w $o(^g($g(^(1),2)))") d st("w:$d(^(1.5,""a"",-1)) ^g") d st("i $d(^($d(^(2)),$g(^(1),2))),^h(""1"",$r,-1) w ""t""") d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^g(c,"a")=0 s ^g(1.5,"b")=1 s ^g($o(^g(1)),-.5)=2 s ^g=3 s ^g(-1,-1E10,-1E10)=4 d st("w $i(^(""1E2"",""123456789012345678901""),"""")") d st("zk ^h") d st("w $ql($na(^h(""b"",c))),$qs($na(@$na(^g(1,3))),1)") d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^g($na(^(1),0),1.5)=0 s ^h("123456789012345678901",10,10)=1 d st("m w=^g(""a"",$g(^h(2),""q""))") d st("w $o(^g(""1E46"",2),1)") d st("w ^g(1,2)_$r") d st("w $q(^g(""1.0"",-1,""1.""),-1)") d st("s $e(^g(1E20),2,4)=$r") d st("k ^h(""-1"")") d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^g(1,a,$d(^(2)))=0 s ^g($na(^(1),0),2,$c(0))=1 s ^g(1,10)=2 s ^h(1,"a",1E20)=3 d st("s $p(^g(100,""a b""),"","",1)=""""""q""""""") d st("zk ^(""b"",1)") d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^g("a"_$c(1),-1)=0 s ^g=1 s ^g(1E20,$d(^(2)))=2 s ^h=3 s ^g=4 s ^g("a",c,"a")=5 d st("zwr ^g(1,$o(^g(1)))") d st("m ^h(3,2)=w") d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^g(".","1.0")=0 s ^g(3)=1 s ^g(10,10)=2 s ^g($na(^(1),0),0,"a"_$c(1))=3 s @$na(^(c,$d(^(2))))=".5" w $s($d(^g("+1")):^g($r),1:$r) m ^(2,2,a)=w w "/",$r d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g(1,$g(^(1),2),2)=0 s ^g(-1,$o(^g(1)))=1 s ^h(a,"1","1.0")=2 s ^g=3 s ^h("123456789012345678901",10,"-1")=4 s ^g(3,$r)=5 d st("w $s($d(^g($g(^(1),2),10,$g(^(1),2))):^g,1:$r)") d st("s $e(@y,1)=$r") d st("m ^h=^g") d st("w $g(@y)") d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^g("a",-1,$na(^(1),0))=0 s ^g("b","b")=1 d st("s $p(^(-1),"","",2)=$r") d st("x ""w ^(1)""") d st("w $ql($na(@""^(2)"")),$qs($na(^(""-1"",-1,-1)),0)") d st("s ^(b)=$g(^(3,1))") d st("s $p(@(""^g(""_1_"")""),"","",$g(^(1)))=$g(^h(""1"",""b""),^(""b""))") d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g("1")=0 s ^g=1 s ^g("01")=2 s ^g(3,-1E10)=3 s ^g("01")=4 m w=@$na(^h($r)) s $e(^h,2,4)=$g(^("a b")) w $o(@"^(2)",-1) w $zp(^(10,$r)) w "/",$r d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^g("1E2")=0 s ^g(10,".")=1 s ^g(b,$g(^h(2),"q"))=2 d st("l +@y@(1.5):0 l") d st("w ^g(b,1)_^g("""",1)") d st("w @y@($g(^(1),2))") d st("w $s($d(@(""^g(""_1_"")"")):^g(""a"",$na(^(1),0)),1:$r)") d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^g(10,"a",$g(^(1),2))=0 s ^h=1 s ^g(1.5)=2 s ^g=3 s ^g=4 s ^h=5 d st("m ^g(10,$o(^g(1)),-1)=^(""1.0"",1)") d st("s y=$na(^g(1.5))") d st("w $$fun(^g(""b""),^h(""a"",-1,1))") d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g(10)=0 s ^h(a,3,a)=1 s ^g(c)=2 s ^h(10,$d(^(2)))=3 s ^h(3,1.5,0)=4 s ^g(1,"-0",10)=5 w $q(^g(1,1E20,"a"),-1) w $zp(^(-1,"a","a")) w "/",$r d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^h("",3,1.5)=0 s ^g(3)=1 s ^h("a")=2 s ^h("1",$o(^g(1)))=3 s ^h=4 d st("s x(^g)=^h") d st("d sub(^($d(^(2)),2))") d st("w $zp(^h)") d st("w $g(^h(1E-5))") d st("s x(^($o(^g(1)),$o(^g(1))))=^g(-1,2)") d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(2,2,$r)=1 s ^g($o(^g(1)),"-0",2)=2 s ^h($o(^g(1)),2,$r)=3 s ^h=4 s ^h($g(^(1),2),10)=a s $p(@y@($g(^h(2),"q")),",",$g(^(1)))=$g(^g) w $o(@$q(^g(-1E10,.5,10)),-1) w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^g=0 s ^h=1 s ^g(10,"b","%")=2 s ^h("a b",-1E10,$c(255))=3 w $g(^h(3,$na(^(1),0))) s x(^h)=@("^g("_1_")") f i=1:1:$d(@y)+1 s ^(i)=$r m @"^(2)"=w f i=1:1:$d(@$q(^g))+1 s ^(i)=$r w "/",$r d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^g($na(^(1),0),1,1)=0 s ^h=1 s ^h("-1")=2 s ^g=3 s ^h(1,.5,$d(^(2)))=4 d st("s ^g=$g(^(10))") d st("zk ^g(""a"",""a"",1)") d st("i $d(^g("""",0,""123456789012345678901"")),^(1.5) w ""t""") d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^g(2,10)=0 s ^g(a,"b")=1 s ^g(1E20)=2 s ^g=3 s ^h("a")=4 s ^g(2,-1)=5 d st("f i=1:1:$d(@$na(^g(1)))+1 s ^(i)=$r") d st("w ^g_$r") d st("w $na(^g(10,""a""),2)") d all
 w ! q
