randmerge7 ; random merge
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
init k  s a=-2.25,b=1E-5,c=-3,d=1.5,e=2147483648,f=3,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^g(1)=0 s ^h(1,$g(^(1),2),123456789012345678)=1 s ^h(1)=2 s ^g($c(255),1E20)=3 s ^h(-1,$na(^(1),0))=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g=@"w" w $d(@("w("_1_")")) m w=w(".5","0") m (@("w("_1_")"))=@y@(1) w "/",$r d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^g(-1,1E20)=0 s ^h("b")=1 s ^g("a")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s w(1)=$i(^($g(^h(2),""q""),""b"",1E-5))") d st("m ^(a,10,3)=w(1),@""w""=^g") d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^g("-")=0 s ^g($g(^(1),2),1E-5,"-1")=1 s ^g($g(^h(2),"q"),"a b",1.5)=2 s ^h(-1,2,"1.")=3 s ^h=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(""0"",""-0"",""hello world"")=^($d(^(2)))") d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^h($g(^(1),2),$d(^(2)))=0 s ^g=1 s ^g(3,3)=2 s ^g(2,$na(^(1),0))=3 s ^h(10)=4 s ^h("a")=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(w) m w(a,"1,2,3")=^g m ^("1.0",1.5,"123456789012345678901")=@("^g("_1_")") k ^h(1) w "/",$r d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h(2,1.5)=1 s ^h(1,-1)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(10,$c(255))=w,@""w""=^($g(^h(2),""q""))") d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h("a",1,".")=1 s ^h("A","b")=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g") d st("m ^g(1)=^(-1)") d st("k ^g") d st("m w=w(1)") d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^h(1E20,$na(^(1),0))=0 s ^g("%")=1 s ^g=2 s ^h("b","a","1E2")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^g(1)=$i(^(a)) k ^g(-.5) m w=@("w("_1_")") w "/",$r d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^h(1.5,"b",1E-5)=0 s ^g=1 s ^h($na(^(1),0),$d(^(2)),-1)=2 s ^g=3 s ^g(b,"b")=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (@(""w(""_1_"")""))=w(1)") d st("m (@""w"")=w(2)") d st("m w(1)=w(1)") d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g($d(^(2)))=0 s ^g(-1E10,"a",1)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^(10,$g(^h(2),""q""))=w,w=^h(1)") d st("m v=@(""^g(""_1_"")"")") d st("m (^g(""-"",a))=@(""^g(""_1_"")"")") d st("m w=@$na(^g($na(^(1),0),-1E10,b))") d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^g("1E2")=0 s ^g(1)=1 s ^h=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(^h(1))") d st("m (@""^(2)"")=^g(1)") d st("w $d(^g(1))") d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^g(-1)=0 s ^h("a",.5,$o(^g(1)))=1 s ^h(3,100)=2 s ^g("1E46")=3 s ^g($c(0),1.5)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @(""w(""_1_"")"")=^g($d(^(2)),""a"",$g(^h(2),""q""))") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s w(""1e3"")=1E-5") d st("m (w(""-""))=^g(1)") d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^g(3,123456789012345678,10)=0 s ^g(.5,"b",10)=1 s ^h($na(^(1),0),"b","a b")=2 s ^g("123456789012345678901","b")=3 s ^h("b",$c(255))=4 s ^g(2,$o(^g(1)),-1)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^g=$g(^g(3,"1.",$d(^(2))),^g("-0")) m @y@("-0")=v("1,2,3") m w=^h(1) w "/",$r d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^g(1.5)=0 s ^h=1 s ^h(1,2,1.5)=2 s ^g(-1,"b",2)=3 s ^g("a","+1")=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(1)=w(""007"",99.99,""AbC123""),w=@y@(""b"")") d st("s w=1E-5") d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^g(1)=0 s ^h(1.5,3,"1.0")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @""w""=^g(10,$na(^(1),0))") d st("m w(-3,""hello world"")=@""w""") d st("w $d(w)") d st("m (w)=@""w""") d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^g($o(^g(1)),$o(^g(1)),$g(^(1),2))=0 s ^h(-1,3)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g=^g") d st("s ^g=a") d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g(.5)=1 s ^g=2 s ^g("-",10,$na(^(1),0))=3 s ^g(1,$g(^(1),2),$d(^(2)))=4 s ^h($d(^(2)),-1E10,c)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(1)=@y") d st("s ^g=a") d st("m w(-3,.000001)=w") d st("m ^h(1)=w(1)") d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^g(1)=0 s ^h("")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(^g)") d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^h($d(^(2)),-1)=0 s ^g(c,-1,2)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g(1)") d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^g("1E2","b")=0 s ^g("a","","a")=1 s ^g=2 s ^g("a")=3 s ^h("1E46",-.5,2)=4 s ^g($o(^g(1)))=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^h(1)=@(""w(""_1_"")"")") d st("m w(1)=v(7)") d st("m ^g($r,-1E10,""b"")=@""w"",w(1)=^h(1)") d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^h(10,$c(0),1.5)=0 s ^h("a")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(1)=w,w(1)=^g(1) w "/",$r d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g(1.5,"1")=0 s ^g(10)=1 s ^g=2 s ^h("a",2,2)=3 s ^g($r,2,$d(^(2)))=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (^($g(^h(2),"q"),$d(^(2)),"123456789012345678901"))=w(1) w "/",$r d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h(1.5)=1 s ^g(3,1,2)=2 s ^g=3 s ^h(3)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k @(""w(""_1_"")"")") d st("m @(""w(""_1_"")"")=^g(1),@(""w(""_1_"")"")=w(1)") d st("m w=^g") d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g($o(^g(1)),"123456789012345678901")=1 s ^h(3,"a"_$c(1),10)=2 s ^h(-1,"1E2")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(1)=@"w" w "/",$r d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g("",2,1E20)=0 s ^g($na(^(1),0),$r)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(@"w") m ^g=v("a,b,c","1E3") w "/",$r d all zwr w
 w ! q
