randmerge4 ; random merge
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
init k  s a="1,2,3",b="hello world",c=-.001,d=" ",e="12abc",f=".",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^g("a","a",b)=0 s ^g("123456789012345678901")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^g(1)=$r") d st("m w=w(99.99),^g(""a"")=^g(1)") d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^g($o(^g(1)),10)=0 s ^g("1E46",a)=1 s ^g(1)=2 s ^g=3 s ^h($g(^h(2),"q"),3,-1)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k w(1)") d st("m ^g(1)=^h,v(7,""abc"",1000000)=w") d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^g(3,10,1E20)=0 s ^g=1 s ^h("-0",1.5,10)=2 s ^h($r)=3 s ^g($r)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^($na(^(1),0))=@(""w(""_1_"")"")") d st("s @$q(^g)=""a""") d st("w $d(^h(1))") d st("m (^h(1))=^g(1)") d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^g("%")=0 s ^h(2,.5,1.5)=1 s ^h(10,"b","a b")=2 s ^g=3 s ^h(3,$o(^g(1)))=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(@""^(2)"")") d st("m ^g=@$q(^g),w=w(1)") d st("m w=@""^(2)""") d st("m w(7,""-0"")=@(""w(""_1_"")"")") d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^g(1.5,$c(0),1.5)=0 s ^g=1 s ^h=2 s ^h(-1,"b",$c(0))=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^g(1)=$r") d st("m w(1)=v") d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^h(1E-5,$c(255))=0 s ^g(1,1E20,-1)=1 s ^h("+1")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(1)=@""w"",@""w""=^h(1)") d st("m (^h(1))=@(""w(""_1_"")"")") d st("k ^g") d st("s ^g=$g(^g(100,2,""+1""),^g)") d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^g(1E-5,a,$o(^g(1)))=0 s ^h("-1","b")=1 s ^g(10,1.5,100)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (@(""w(""_1_"")""))=^g") d st("w $d(^h)") d st("s @""w""=$g(^g($r,1,""""))") d st("s @y@(""b"")=$g(^(3,1.5,0))") d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^g($c(0))=0 s ^g(3,"a")=1 s ^g($g(^h(2),"q"),"1E2")=2 s ^h(2)=3 s ^g(2,"+1",10)=4 s ^h(10,$g(^(1),2),"+1")=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (w(""007"",""a,b,c"",3))=^g(1)") d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g($r,"a")=0 s ^g("b",1E20)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (^g(1))=^g k ^g($c(255),$na(^(1),0),-1) m v=^g($o(^g(1))) m ^g=@("w("_1_")") w "/",$r d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^g(b,$g(^h(2),"q"))=0 s ^g(1)=1 s ^g(1.5)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(@$na(^g(-.5,$g(^h(2),"q"),"b"))) w "/",$r d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^h($na(^(1),0),0,"1.")=0 s ^h("123456789012345678901")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s w(""."",""007"",.5)=$g(^h($na(^(1),0),$d(^(2))),^h(3,""a""))") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g("-")=0 s ^g("1")=1 s ^h(3,1E20,b)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g") d st("w $d(@""w"")") d st("w $d(^($d(^(2)),-1))") d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^h("b")=0 s ^g(3,"01","a")=1 s ^h=2 s ^g(123456789012345678)=3 s ^g(1)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g(1)=^g,^g(1.5)=w(f) m v("ABC","0")=@y m v(1000000)=@("w("_1_")") m ^g(1)=@"w" w "/",$r d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^g($d(^(2)))=0 s ^g(-1,"A")=1 s ^g(1,"b",1.5)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 k ^h(1) m w(1)=^g w $d(^g(1)) w "/",$r d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^h(-1E10,"b",b)=0 s ^h($c(255))=1 s ^g=2 s ^h("%")=3 s ^h("1E2")=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(@(""^g(""_1_"")""))") d st("m (^g)=w(""."",""1E3"",2)") d st("m @(""w(""_1_"")"")=^g(1),w(""aaa"",""1.2.3"")=@""^(2)""") d st("m @""w""=v") d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g(-1)=1 s ^g($na(^(1),0),"a")=2 s ^g("a",$g(^h(2),"q"),"1.0")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g(1)") d st("w $d(w)") d st("w $d(^(""01"",1E-5))") d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g=1 s ^h=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k @""w""") d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g=1 s ^h($g(^(1),2),"b",$na(^(1),0))=2 s ^g(10,"b")=3 s ^g=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (v)=w(1)") d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^g(a,2)=0 s ^g("A")=1 s ^h=2 s ^h("a")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g(1)=^g("-0","b") m ^($g(^(1),2))=^(.5,$g(^h(2),"q")),@"w"=w(1) m ^g("a",$o(^g(1)))=w(1) w "/",$r d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^g(1.5,1E-5)=0 s ^h("a",$g(^h(2),"q"))=1 s ^g($c(0),2)=2 s ^h("-1")=3 s ^h(2,a)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 k ^h(1) m (w(2,"1.0","-5x"))=^g m (w)=^g(2) m (^($o(^g(1))))=^h w "/",$r d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^g($g(^(1),2))=0 s ^g(100)=1 s ^h(-1,1.5)=2 s ^g=3 s ^g("b")=4 s ^g=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g=^($c(0),""b"",10),@y@(1)=w") d st("m @(""w(""_1_"")"")=^g(1)") d st("s ^g=$g(^g,^g(100,1.5))") d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g(1,$na(^(1),0),$c(255))=0 s ^h=1 s ^g("1E2",3)=2 s ^g=3 s ^h=4 s ^g(123456789012345678,"1E2",c)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(w) k ^g w "/",$r d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g=1 s ^g(123456789012345678,10,$g(^h(2),"q"))=2 s ^g($g(^(1),2),$g(^h(2),"q"),123456789012345678)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g(1)=^h(1) w $d(w) w "/",$r d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^h($r)=0 s ^g($g(^h(2),"q"))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(v(c))") d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g(10)=0 s ^g($o(^g(1)),1,1.5)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(@$na(^(c))) m ^h=w(1) w "/",$r d all zwr w
 w ! q
