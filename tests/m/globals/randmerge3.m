randmerge3 ; random merge
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^h("-",2)=0 s ^h($c(0),3)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (@(""w(""_1_"")""))=^g(3)") d st("w $d(v)") d st("m @""w""=^h(""1.0"",$r)") d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^g($g(^h(2),"q"),3)=0 s ^g($o(^g(1)))=1 s ^g("1.")=2 s ^g(".",$g(^(1),2),"a")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g)=v(""007"",-.001)") d st("w $d(@y)") d st("w $d(w)") d st("s ^g(1)=$r") d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^h($c(255))=0 s ^g=1 s ^g=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @""w""=@(""w(""_1_"")""),w(1)=v(""""""q"""""",b,""1e3"")") d st("m (@""w"")=@""^(2)""") d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h=1 s ^g=2 s ^g(1.5)=3 s ^g($o(^g(1)),"1.",-1)=4 s ^g(2)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^h(1E-5)=^g,w(1)=^g(1)") d st("k ^h(1,3,""b"")") d st("m w(""1e3"",""."")=^g") d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^g(c)=0 s ^g=1 s ^g("b")=2 s ^h("b")=3 s ^g("b",$g(^h(2),"q"))=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (@("w("_1_")"))=^g(1) w "/",$r d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^h(10)=0 s ^g(3,"01")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m @("w("_1_")")=^g(1) w "/",$r d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^h($na(^(1),0))=0 s ^g("1.",c,"123456789012345678901")=1 s ^h=2 s ^g=3 s ^g(1E-5)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g)=^g(1)") d st("w $d(w(f,""+-+2""))") d st("s ^h(a,""a b"")=a") d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^g("-0",1.5,2)=0 s ^g("b")=1 s ^g(1,-1,-1)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^h(1)=$g(^h("01"),^g("%",10)) k w m w(1)=v(3,"""q""","00") w "/",$r d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^h(10,123456789012345678,$g(^h(2),"q"))=0 s ^g("1E2",$d(^(2)))=1 s ^g=2 s ^g($d(^(2)),$c(255),3)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (v)=@""w""") d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^g("1.","-0")=0 s ^g(-1,2)=1 s ^g(1E20,-1,0)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(w(1))") d st("w $d(^g($g(^h(2),""q"")))") d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g(1.5,-1,10)=1 s ^h(1.5,$d(^(2)),$na(^(1),0))=2 s ^h=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m @("w("_1_")")=@("w("_1_")") s @("w("_1_")")=$g(^($c(255),"",$o(^g(1))),^g($r,"a")) s @"w"=$g(^h($r,-1)) w "/",$r d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g("a",-1)=0 s ^h(-1,$d(^(2)))=1 s ^g("",-1)=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^h(1)") d st("m @y=^h(1)") d st("m ^g=^g(""-1"",$na(^(1),0),-1)") d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^g("-0","b")=0 s ^g=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(w) s @"w"=$g(^h,^(1.5,1)) m w("+-+2")=w(1),w=w w $d(@y) w "/",$r d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h=1 s ^g(-1,"a b","b")=2 s ^h(2,10,-1)=3 s ^g(a)=4 s ^g("A")=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(1)=w(10) m ^g=^g(1.5,b,3),@("w("_1_")")=@$na(^g($r,1,"1")) w $d(w(1)) w $d(@("w("_1_")")) w "/",$r d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^h(100)=0 s ^h=1 s ^g("a"_$c(1))=2 s ^h=3 s ^h=4 s ^g(-1,10,2)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w=@("^g("_1_")") w "/",$r d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g($c(0),$g(^(1),2))=1 s ^g=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(v("k",10)) m ^h(1)=^g(1),w(3,100)=w(c) w "/",$r d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^g(c,$g(^h(2),"q"))=0 s ^g(1,$g(^h(2),"q"))=1 s ^h(a,2)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(@y) w "/",$r d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g("b",$na(^(1),0))=1 s ^g($r,10)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 s @"w"=a w "/",$r d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^g(-1)=0 s ^g($g(^(1),2))=1 s ^g=2 s ^h=3 s ^h=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 k ^g($d(^(2)),-.5) k @y m (^g)=^g(1) m (^h)=^h(1) w "/",$r d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^g("a","1E46")=0 s ^g=1 s ^g=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s v(-.001)=""hello world""") d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^g("+1",1)=0 s ^g("b",$g(^(1),2))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (v(".5","+-+2"))=^g m ^g(1)=^g,w=^g(0,"b") w "/",$r d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g(-.5,1.5)=0 s ^g=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w=@"w" s @("w("_1_")")=$g(^(10,$g(^(1),2),1)) w "/",$r d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g($g(^h(2),"q"),-.5,"1")=1 s ^h("b")=2 s ^g(3,$d(^(2)))=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g") d st("m w=w,^g(1)=^g") d st("k ^g") d st("w $d(w)") d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^g(3)=0 s ^h("-0","1E46",3)=1 s ^g("+1",1.5)=2 s ^g(2,1.5)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k @(""w(""_1_"")"")") d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g("1.",a,$c(0))=0 s ^g=1 s ^h(1)=2 s ^h("a","","1.0")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^h(1)=$g(^h,^g(.5))") d st("m ^g(1)=^g(1)") d st("m w=^h") d st("k @""w""") d all zwr w
 w ! q
