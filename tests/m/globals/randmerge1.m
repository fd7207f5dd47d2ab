randmerge1 ; random merge
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^h(.5,"a b",1.5)=0 s ^g($g(^(1),2))=1 s ^h=2 s ^g(".","b")=3 s ^g=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k @y@(1)") d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^g(-.5)=0 s ^g("01","a",$r)=1 s ^h("1E46","",-1)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(1)=w,v(""00"",2147483648)=w") d st("w $d(w)") d st("m (^g)=^g") d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^g(-1)=0 s ^g=1 s ^h=2 s ^g=3 s ^h(10,$na(^(1),0))=4 s ^g=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(v)") d st("k ^(c,""-0"")") d st("s @$q(^h($o(^g(1))))=$g(^h,^g(1.5))") d st("s w("".5"",""1.2.3"",10)=$g(^g,^g(2))") d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^g(-1E10,a)=0 s ^h=1 s ^g(2,2,c)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g=^h("b",1,1) m (@"^(2)")=@"w" m w(1)=w("007") w "/",$r d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^h(a,3,3)=0 s ^h=1 s ^g($d(^(2)),"-0",2)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g(1))=@""w""") d st("w $d(@(""w(""_1_"")""))") d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^g(-1E10,-1E10)=0 s ^g($g(^h(2),"q"),"b",1)=1 s ^g(-1,"b","123456789012345678901")=2 s ^h(3,"123456789012345678901")=3 s ^g(1,3)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 k @("^g("_1_")") w "/",$r d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^h(10,"b")=0 s ^h(a,"+1")=1 s ^g(10,1.5)=2 s ^h(10,3,"-0")=3 s ^g(2)=4 s ^h(a)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 k ^("a",a,1E20) s ^g(123456789012345678,-1)=a m (@("w("_1_")"))=@$na(^g("a",c,"a")) m w(123456789012345678)=w w "/",$r d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h("b","a")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g=^g") d st("m w=@y") d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h("1E46",$c(0))=1 s ^h(3)=2 s ^g=3 s ^g("1.0")=4 s ^g("a",-1,$na(^(1),0))=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g=@""w""") d st("m @$q(^g($g(^h(2),""q""),1))=@y@(10),@""w""=w(1)") d st("m ^g(1)=^h(1)") d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^g("a","b","b")=0 s ^g=1 s ^h("1E2",$g(^h(2),"q"),"1E46")=2 s ^h("%",3)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w=^g,^g(10)=^g(1) w $d(^h(1)) m v("hello world","0")=^g(1) k ^g(1) w "/",$r d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^g("a")=0 s ^h($g(^h(2),"q"))=1 s ^g(2,-1,$o(^g(1)))=2 s ^h(1E-5,1)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s @y@(""a"")=a") d st("m w(""""""q"""""",""a,b,c"")=@(""w(""_1_"")"")") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g(2,-1)=0 s ^g("b","%")=1 s ^h("a b",-1E10,$c(255))=2 s ^g($na(^(1),0),".",c)=3 s ^h(2)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 s @("w("_1_")")=$i(^g("01")) w "/",$r d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^g($na(^(1),0),1,1)=0 s ^h=1 s ^h("-1")=2 s ^g=3 s ^h(1,.5,$d(^(2)))=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(""00"",a)=@""w""") d st("m @$q(^h)=w(""--3"",3,""1E""),w(1)=^g(-1,""-1"",1)") d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^g("01",$o(^g(1)),"+1")=0 s ^h(10,"")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @""w""=^g(1)") d st("m ^g=^h(1)") d st("m @(""w(""_1_"")"")=w(1)") d st("m ^g(1)=@""w""") d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^g("a",b)=0 s ^g(2)=1 s ^h($g(^(1),2),$r)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(a,-.001)=w(""."",""hello world"")") d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^g($na(^(1),0),"b",$c(0))=0 s ^h=1 s ^g(10,"b","-")=2 s ^h=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g)=@""w""") d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g("a")=1 s ^g("%",2,$d(^(2)))=2 s ^h=3 s ^h=4 s ^h(3,"%",-1)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(1)=^h(c)") d st("w $d(w)") d st("m w(""aaa"",1E10)=w") d st("s v(""0"",-2.25,-1)=""1,2,3""") d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g("b",3)=1 s ^h(3,$o(^g(1)),"a b")=2 s ^g(1.5)=3 s ^g(-1)=4 s ^g(-1,-1E10)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 k v(2) k w w "/",$r d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^g($o(^g(1)),"a",0)=0 s ^g(10)=1 s ^h(3)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(@"^(2)") w "/",$r d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^g("b")=0 s ^h=1 s ^g(1.5)=2 s ^g("-0")=3 s ^g(1.5,3)=4 s ^g($r,"1")=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(-1,""%"")=^g(1)") d st("m (@""w"")=^g(1)") d st("m @(""w(""_1_"")"")=^h(1)") d st("s ^g=$g(^h(123456789012345678,1.5,$d(^(2))),^g(-1E10))") d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^g($g(^h(2),"q"),$g(^h(2),"q"),1.5)=0 s ^g(1.5,"a","b")=1 s ^h=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 s w(1)=$g(^g,^h(10)) m (w)=^g($g(^h(2),"q"),1E20) w "/",$r d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g($c(255),10)=0 s ^h=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k @(""w(""_1_"")"")") d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g(2,"a")=1 s ^g=2 s ^h("a")=3 s ^g($g(^(1),2))=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^g=$i(^g($g(^(1),2),".")) w "/",$r d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g("b",2)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g=@("w("_1_")") w $d(w("ABC",999999999999999999," ")) s @"w"="1.0" w "/",$r d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g(-1E10)=0 s ^g(a,"a",1E20)=1 s ^g($g(^h(2),"q"))=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 m @("w("_1_")")=^h(1) m ^("b",$d(^(2)))=@("w("_1_")"),^(-1,"b",$d(^(2)))=w w "/",$r d all zwr w
 w ! q
