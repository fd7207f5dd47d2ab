randglobals3 ; random globals
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
init k  s a="-0",b=123456789012345678,c="aXbXc",d=999999999999999999,e=-3,f=3,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h s ^h("-",2)=0 s ^h($c(0),3)=1 i $d(@"^(2)"),@("^g("_1_")") w "t" w $q(^($d(^(2)),-1),-1) w $$fun(^g($g(^h(2),"q")),^h(.5)) s y=$na(^h) w "/",$r d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^h(-1,"a","1")=0 s ^g=1 s ^g("a")=2 w $g(^h,^g("b")) w $q(^($r)) w "/",$r d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^h=0 s ^g("-1",$na(^(1),0))=1 d st("zwr ^g(2)") d st("w $na(^h(1.5),1)") d st("m ^g(0)=^(10,2)") d st("m @(""^g(""_1_"")"")=^($g(^h(2),""q""),""a"",$g(^h(2),""q""))") d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g($o(^g(1)))=0 s ^g("1.")=1 s ^g(".",$g(^(1),2),"a")=2 d st("d sub(^("""",""-1"",$d(^(2))))") d st("s ($p(^g(10),""b""),@$na(^h($na(^(1),0),3,""a"")))=$g(^g(""1E46"",$d(^(2))))") d st("k ^($g(^(1),2),$g(^h(2),""q""),.5),^h") d st("f i=1:1:$d(^h(2,$r))+1 s ^(i)=$r") d st("w $na(^g($c(255),""a b"",c))") d st("w:$d(^g(""."",$c(0))) @$na(^h(1))") d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^h($g(^(1),2))=0 s ^g("1.")=1 s ^g=2 s ^g("","a"_$c(1))=3 s ^g(1)=4 s ^g(3,-1)=5 zk @"^(2)" w:$d(^($o(^g(1)),$c(255),-1)) ^($r,3,"+1") k ^("123456789012345678901",$na(^(1),0),"123456789012345678901") w "/",$r d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^g($g(^(1),2),"+1")=0 s ^g=1 s ^g($d(^(2)))=2 s ^g("a","1")=3 s @("^g("_1_")")=$g(^(10,1E-5)) w $d(^($g(^h(2),"q"),10)) s ^g(123456789012345678,2)=$g(^g(10),^("a","a")) i $d(@$q(^h)),^(1.5,1.5,"a"_$c(1)) w "t" w "/",$r d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^h(10,"1.")=0 s ^g(a,-1)=1 s ^g("1.",1,$g(^(1),2))=2 s ^g=3 s ^g($g(^(1),2))=4 d st("w $ql($na(@""^(2)"")),$qs($na(@y),2)") d st("s ^g=a") d st("w $na(@(""^g(""_1_"")""),1)") d st("w $g(@$na(^h(c,""b"",b)))") d st("w $d(^h(""01"",$c(255)))") d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^g(-1)=0 s ^g($na(^(1),0),"-1")=1 s ^g($c(255),10,b)=2 s ^g($d(^(2)))=3 s ^g=4 d st("s ($p(^g(-1),""b""),^h)=$i(^g)") d st("w $zp(^(0,""a""_$c(1)))") d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^g($g(^h(2),"q"))=0 s ^g(-1,1)=1 s ^g($d(^(2)))=2 s ^g("-",3,2)=3 w $$fun(^g,^("01")) k ^(1) w $o(^("%"),1) m w=^(2,$g(^(1),2)) w $q(^h("123456789012345678901","b"),-1) s (^h,^g("b",$na(^(1),0)))=$r w "/",$r d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^h($na(^(1),0),$g(^(1),2),$g(^h(2),"q"))=0 s ^g("b")=1 s ^h("b")=2 d st("i $d(^g(1,3)),@y w ""t""") d st("d sub(@""^(2)"")") d st("s ($p(^(10,""a""),""b""),@$q(^h))=$i(^g(""b"",""A"",3))") d st("s $p(^h,"","",$g(^(1)))=$i(^h(""""))") d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^g=0 s ^h("","01")=1 s ^g=2 m w=^h(10) w ^("a","-0","1.0")_$r m ^g("%")=^g w $d(^g(0,$r,-.5)) s (^h,^g)=$r w $o(^g(a,$d(^(2)),$g(^(1),2))) w "/",$r d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^h($g(^(1),2))=0 s ^g(3,1.5,"01")=1 s ^g("1.",1.5)=2 d sub(^g($r,2,1.5)) s ^g="-0" w ^g_^("b",3,1) w $g(^g) zk ^g("b") w $g(^h(1.5)) w "/",$r d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^h=0 s ^g("a b","A")=1 s ^g=2 s ^g(1,-1,-1)=3 d st("w $i(^g,1)") d st("zwr ^g(0)") d st("s $e(@y,1)=$g(^h(""01""),^g(""%"",10))") d st("w ^g(""a b"",c)=^(""."")") d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^h("1E2",-1,"a")=0 s ^g("+1",$r)=1 s ^g=2 s ^g("a",3,a)=3 s ^g(1.5,"1.0")=4 w $g(^h($na(^(1),0),"a",$r),@y) s @("^g("_1_")")=1000000 w "/",$r d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g(.5)=0 s ^h=1 s ^h(a,"b")=2 d st("k @(""^g(""_1_"")"")") d st("w $d(^h(2,""01"",a))") d st("w $g(^h)") d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^g(1,1)=0 s ^h(-1)=1 s ^g($c(0),$g(^(1),2))=2 s ^g(".",2)=3 d st("m ^h=w") d st("w ^h") d st("l +^h:0 l") d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g(0,"b")=0 s ^g(1.5,1.5,"a")=1 s ^g("1E46","b")=2 s ^g("a",$g(^(1),2),-1)=3 d st("w ^h=^(""b"")") d st("w $$fun(^h(3),^h(1.5,-.5))") d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^g(2,$d(^(2)))=0 s ^g=1 s ^h(123456789012345678,"1")=2 i $d(^("A",2,"%")),^g($r,"b") w "t" d sub(^h("1",$c(0),1)) w "/",$r d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^h("%",1.5)=0 s ^g(100)=1 l +^g(100):0 l s (^g(c,"b",10),^g)=$g(^g(".",$na(^(1),0))) s y=$na(^h("",1.5,$r)) w "/",$r d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g(2)=0 s ^g=1 s ^h(1,$o(^g(1)))=2 s ^g($r,"a")=3 w ^h($c(255),"b",-.5) f i=1:1:$d(^(100,2,"a"_$c(1)))+1 s ^(i)=$r w $q(@y) w "/",$r d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^h(123456789012345678,"a"_$c(1),$g(^h(2),"q"))=0 s ^g(-1,2,a)=1 s ^h(1.5)=2 s ^h("b")=3 s ^g("a",-1)=4 s ^h(-1,$d(^(2)))=5 w $na(^h,2) s ^(2)=$i(^g(-1,$na(^(1),0),"-1")) zk ^h(3,$na(^(1),0),2) m w=^("-1","b","a") w "/",$r d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^g("b")=0 s ^g=1 s ^g("1.0",10,$g(^h(2),"q"))=2 s ^g($c(255),c,$d(^(2)))=3 s ^h("%")=4 s ^g(10)=5 w $g(^g(10)) m ^h(1.5,3,0)=w f i=1:1:$d(^h)+1 s ^(i)=$r w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^g=0 s ^g("b","a")=1 s ^g(123456789012345678,$d(^(2)))=2 s ^g("b")=3 s ^h($r,$g(^h(2),"q"))=4 w $d(^(100,0,$g(^(1),2))) w $s($d(^g):^g(-1,.5),1:$r) s (@$q(^g(1,"01")),^g($c(255),"b"))=$i(^g($c(255),.5,3)) m ^("a",2)=w w:$d(^(1.5,1E20)) ^h w ^g w "/",$r d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^h(b)=0 s ^h(1,"%")=1 s ^h("a")=2 s ^g(1)=3 s ^h("a","a")=4 s ^g=5 w $s($d(^(2,$o(^g(1)))):^($d(^(2))),1:$r) w $s($d(@y):^g(2),1:$r) w $d(^g($r,-1)) w "/",$r d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^h(1.5,"a",10)=0 s ^h(2,"a",$na(^(1),0))=1 s ^g(.5)=2 s ^g($d(^(2)),1,$c(255))=3 s ^(3)=$i(^g(3,$o(^g(1)))) l +^("b",2):0 l zk ^g(-1,"a b","b") w ^(10)_^("1.",3,10) s ^g=-1 d sub(^g) w "/",$r d all
 w ! q
