randmerge2 ; random merge
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (^h(1))=v(3) k @("w("_1_")") m w=^h(1) m v("k","1.0",a)=@$na(^g($r)) w "/",$r d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h("-")=1 s ^h(1,$o(^g(1)))=2 s ^g("%")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @""w""=^h(1),^g=@""w""") d st("m (@$q(^h))=w(1)") d st("m (w(1))=^g(1)") d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g($o(^g(1)),"1E46",$g(^h(2),"q"))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w=^h(1),^h(1)=w(.5,""aaa"",1E-5)") d st("s ^h(1)=a") d st("m (@$q(^g(""b"",1E20)))=@""w""") d st("s @""w""=$i(^h(3,""%"",1))") d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^h(1E20,2)=0 s ^h(b,c,".")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 k @("w("_1_")") m @("^g("_1_")")=v(123456789012345678) s w(e,12345,-1)=$g(^g($g(^(1),2),-1E10),^(3)) w "/",$r d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^h("a",2)=0 s ^h("123456789012345678901",-.5)=1 s ^g("a")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(^g(3,a,$c(255)))") d st("k ^(""1"",""b"",1.5)") d st("w $d(^h(1))") d st("m w=^g(""1E46"")") d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^g(b,1)=0 s ^h=1 s ^g(1)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g") d st("s ^g(1)=-3") d st("s ^h(1)=$g(^h(""1E46"",""1"",""a""))") d st("m ^g(1)=w(999999999999999999,""0"",.000001),^g(""1.0"")=^g") d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^h(1.5)=0 s ^h=1 s ^h=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s @y@(""a b"")=""00""") d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g("a")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(1)=w") d st("k @$na(^g(1.5,$g(^h(2),""q""),""a b""))") d st("m w(1)=@$na(^h(a,2))") d st("m ^g=^g(3),@(""w(""_1_"")"")=w") d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g(10)=0 s ^g(a)=1 s ^g($g(^h(2),"q"),"1",100)=2 s ^g=3 s ^g(-1)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(^g(1.5))") d st("m @(""w(""_1_"")"")=^h(1)") d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h(123456789012345678,b)=1 s ^g("%")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(1)=^g m (w)=^g(1) w "/",$r d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^h(10)=0 s ^g(a)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g(1))=w(1)") d st("s ^g=a") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g(1.5)=0 s ^h=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(@y)") d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^g("a"_$c(1),$na(^(1),0),-1)=0 s ^g($g(^h(2),"q"),a)=1 s ^g=2 s ^g=3 s ^g(1,a,2)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 k w w $d(@("^g("_1_")")) m (@("^g("_1_")"))=^(3,100,$na(^(1),0)) m (^h(1))=^g w "/",$r d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^h("123456789012345678901")=0 s ^g(-1,"b",1.5)=1 s ^g(100,1.5)=2 s ^h(3,$na(^(1),0),.5)=3 s ^g($o(^g(1)),10)=4 s ^g(1.5,$g(^h(2),"q"),0)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(0,-.5,""a"")=v(""-5x"",""--3"")") d st("m @(""w(""_1_"")"")=w") d st("m w("".5"")=w(""1.0"","".""),^h(1)=w") d st("w $d(@(""w(""_1_"")""))") d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^g(1.5)=0 s ^g(3)=1 s ^g=2 s ^g(.5,b)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(^g)") d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^g(1E20,$g(^(1),2))=0 s ^h(1.5,-1)=1 s ^h=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(1)=@(""w(""_1_"")"")") d st("m (^g(1))=w(1)") d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^h(1.5)=0 s ^h(-1E10)=1 s ^g($g(^h(2),"q"),3,"%")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(^g) w $d(@y@($o(^g(1)))) w "/",$r d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^h(2,10)=0 s ^h(-1)=1 s ^h(3,"%",10)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(@"w") w "/",$r d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^h("01",$o(^g(1)))=0 s ^g=1 s ^g("a",$g(^h(2),"q"))=2 s ^g=3 s ^g("b",$d(^(2)))=4 s ^g(3,-1)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^h(1)=w w "/",$r d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^g("a")=0 s ^g=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g(1)") d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^g(1,"a",10)=0 s ^g("a",$r,1)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(^h(1)) k ^h(1) k w w $d(@"w") w "/",$r d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g("1.","b",3)=0 s ^g($g(^(1),2),"b","1E2")=1 s ^h=2 s ^g(123456789012345678)=3 s ^h=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m @"w"=^(.5,-1,"a") m ^g=v("1.0",3,"k"),w("AbC123",1,"007")=@("w("_1_")") w "/",$r d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^g("+1",$g(^(1),2))=0 s ^h(b,a,1)=1 s ^g=2 s ^h=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (w(1))=^h(1)") d st("m @""w""=v(""1.2.3"")") d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^h("a")=0 s ^h(a)=1 s ^h("1.")=2 s ^h=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^h(1)=@$q(^g) w $d(@y@($g(^(1),2))) s @("w("_1_")")=$g(^(1,"a")) w "/",$r d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h("")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k v(""""""q"""""",""1.2.3"",""-5x"")") d st("s ^h(1)=$g(^h,^(""."",""a"",-.5))") d st("m v=@y@($c(255))") d all zwr w
 w ! q
