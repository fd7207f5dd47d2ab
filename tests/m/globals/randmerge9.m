randmerge9 ; random merge
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
init k  s a="ABC",b=1,c=0,d="aaa",e=.000001,f="aXbXc",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^g($na(^(1),0),$g(^h(2),"q"),"b")=0 s ^g=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^h($g(^(1),2))=^g(1) k ^g(1) w "/",$r d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^g(0,"a","-0")=0 s ^g(3,1E20)=1 s ^g("a","a",$d(^(2)))=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w=@""w""") d st("k ^h") d st("k ^g(-1)") d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g("+1",3,3)=1 s ^h(-1,"-")=2 s ^g($o(^g(1)))=3 s ^g($o(^g(1)))=4 s ^g("1.0",$g(^(1),2),-1E10)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w=@"w" w "/",$r d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^g("a",2)=0 s ^h("%","")=1 s ^g("","a b",2)=2 s ^g=3 s ^h(a,$r)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^g=a") d st("m (^g)=@""w""") d st("m ^g=^g(1)") d st("w $d(@(""w(""_1_"")""))") d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^g(1.5)=0 s ^g=1 s ^h(-1,0,"b")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(""1."",$r)=w(1)") d st("m (^(""123456789012345678901"",2,""a""))=w") d st("s ^g=$g(^(123456789012345678,2,2))") d st("m ^h=w") d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^g("-1","b")=0 s ^g($o(^g(1)),"a",1.5)=1 s ^h=2 s ^g=3 s ^h=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (v("AbC123"))=@"w" s w(1)=10 m (@"w")=^g(10,"b",1.5) w "/",$r d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^g(a,10,1E-5)=0 s ^g("+1")=1 s ^g("a",1,"b")=2 s ^g=3 s ^h("1E2","1.",3)=4 s ^g=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 k ^g m @("w("_1_")")=^g w "/",$r d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g(10,1.5)=1 s ^h("a")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(1)=^(""1.0"")") d st("m ^h(1)=@""w"",^g(1,1.5)=w(a,""+-+2"","" "")") d st("m ^h(1)=w(4E17,""k""),@y=w(1)") d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g($na(^(1),0))=0 s ^g("1.")=1 s ^g("-","a",$na(^(1),0))=2 s ^g=3 s ^g(-1,$g(^h(2),"q"),"1.")=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(1)=^h,@("w("_1_")")=w("1.2.3") s w(1)="1.0" m ^g("b")=@("^g("_1_")") w "/",$r d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^h($g(^(1),2))=0 s ^g=1 s ^h("+1","a"_$c(1),"-0")=2 s ^g(2,1)=3 s ^g($g(^(1),2))=4 s ^h(-1,2)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g=^g(1) k ^g s ^g=$g(^g("-0")) w "/",$r d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^g(10)=0 s ^h($na(^(1),0),10,1.5)=1 s ^h=2 s ^h(1.5,$d(^(2)))=3 s ^h("b","a")=4 s ^g=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s @""w""=$r") d st("s ^g(""1E2"",a,2)=a") d st("m w=^g(1),^g(1)=v") d st("m @""w""=w(1)") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g("-")=0 s ^g("a")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(1)=@y@(1),w(1)=v(""1E3"",""+7"")") d st("w $d(v(""-""))") d st("m v=w,w(1)=^g(1)") d st("m w(1)=^g(""b"",-.5)") d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^h($g(^h(2),"q"),"%",.5)=0 s ^g($d(^(2)),"1.")=1 s ^h(".",$o(^g(1)))=2 s ^h("1.0")=3 s ^g("%")=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(@"^(2)") w "/",$r d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^g(1E20,".","a")=0 s ^g($r,a)=1 s ^g($c(255),10)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @(""w(""_1_"")"")=w") d st("m ^g=@""w""") d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^g("1.0","a")=0 s ^g=1 s ^g=2 s ^g($g(^(1),2),$r,$c(255))=3 s ^h=4 s ^g("1")=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^g=a m w(1)=^h(1) m v("k")=^g(3,2) k ^h w "/",$r d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^g("a","1E46")=0 s ^g("-")=1 s ^g($o(^g(1)),$g(^h(2),"q"),"b")=2 s ^g("a","b")=3 s ^g(1,-1)=4 s ^h=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(^g(10)) w "/",$r d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^g("+1")=0 s ^h=1 s ^g(1)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s w=""ABC""") d st("m w(""--3"")=^g(1.5)") d st("m @""w""=@""w""") d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g(c)=1 s ^g=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^h(1,$na(^(1),0),"-1")=^g(1) m v(b)=^h(1) m ^("1E2",10)=^h(1) w "/",$r d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^h($o(^g(1)))=0 s ^g(2)=1 s ^g($r)=2 s ^g(1E-5)=3 s ^g(a)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g(1)=^g("b",".","01"),w=^g($g(^(1),2),$na(^(1),0),-1) s ^g("-",-1)="1,2,3" w "/",$r d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^g(-1)=0 s ^g(1)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k w") d st("m ^g=^($o(^g(1)),1E20),^g=^g") d st("m (^h(1.5))=^g") d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^h("a")=0 s ^g("1",123456789012345678,$r)=1 s ^g=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g(1)") d st("m @""w""=@""w""") d st("m @y@(1)=@y@(100)") d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g=1 s ^g=2 s ^g(1.5,$g(^(1),2),2)=3 s ^g=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 s v("1.2.3")=$i(^g) w "/",$r d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^g($c(255),"a",$c(255))=0 s ^g(.5,$g(^(1),2),-1)=1 s ^g("b",100,"-")=2 s ^g($r,"1.",3)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^h(1,-1,$g(^(1),2))=a") d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h(3)=1 s ^g=2 s ^g(3)=3 s ^g=4 s ^h(10)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(@$q(^g(""1."",c,$r)))") d st("m (^h($g(^(1),2)))=@""w""") d st("m ^(""."",1)=^g($g(^h(2),""q""),1,""123456789012345678901"")") d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g=1 s ^g(-1,"A")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (w)=@""w""") d st("m @""w""=^h(-1)") d all zwr w
 w ! q
