randmerge10 ; random merge
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
init k  s a="AbC123",b=-3,c="E5",d=1E10,e="12abc",f=.000001,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^g(.5,$g(^h(2),"q"),123456789012345678)=0 s ^g("%",2)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w=@("w("_1_")") m (@"w")=^g("1E46",2) m @"w"=w("AbC123","k","00") m @"w"=v w "/",$r d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^h(-1,1.5)=0 s ^h(1)=1 s ^g=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g(3,c)=^g(1) w "/",$r d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^h(1,"1.")=0 s ^g("a"_$c(1))=1 s ^g(2,$na(^(1),0),1.5)=2 s ^h("a"_$c(1),"a b")=3 s ^h(c)=4 s ^g(10,"a")=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (w("-5x"))=@"w" w "/",$r d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^g("b",$c(0))=0 s ^g(1,"-")=1 s ^g($g(^(1),2),"b",".")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g") d st("m (@(""w(""_1_"")""))=^g(1)") d st("m w(1E-5,""a,b,c"")=v(10),@(""w(""_1_"")"")=^g") d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^g("-1","01",100)=0 s ^g("%","-")=1 s ^h(2,a)=2 s ^g(c,3,$r)=3 s ^g(1.5,a,2)=4 s ^g(2)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^h(1)=^h(1),v(0,""-5x"")=w(""00"",""12abc"")") d st("s w(1,""x^y^z"")=$r") d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h(-1,"b")=1 s ^g("a b","-0")=2 s ^g(2,2,-1)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(".")=w,w=w("1.2.3") m w=@("w("_1_")") w "/",$r d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^g($g(^h(2),"q"))=0 s ^g(2,"1E46")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @(""^g(""_1_"")"")=@$na(^g(-1)),^g(1)=^g(1)") d st("m (w(""-0"",""aaa""))=w(1)") d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h(123456789012345678)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(.5,"aaa","a,b,c")=^h k ^g(1) w "/",$r d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g($na(^(1),0),2)=0 s ^g(2)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^h(10)=$g(^g($g(^h(2),""q"")),^g(c,""b""))") d st("m @$na(^(10,3))=^h(1),^h(""b"",""1E2"",""b"")=w") d st("m v(7,""1e3"",""+7"")=v(""E5"",""x^y^z"",""""""q""""""),^g=v(-1)") d st("m @y@($c(255))=@$q(^g)") d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^g(2)=0 s ^g("b",10)=1 s ^g=2 s ^g("-")=3 s ^g($c(255),b,$g(^h(2),"q"))=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w("--3","+7")=^g(1),w(1)=^g w "/",$r d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^g(2,1.5,"b")=0 s ^g=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(^g(1))") d st("s @(""w(""_1_"")"")=a") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g("+1")=0 s ^g(1E-5,"-0")=1 s ^h(3)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @(""w(""_1_"")"")=^g,@""w""=@""w""") d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g($c(255))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @(""w(""_1_"")"")=^g(1)") d st("m (@y@(""a""))=^g($o(^g(1)))") d st("k w(""a,b,c"",10)") d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g("b")=1 s ^g(10,"1E46",1.5)=2 s ^g($r,1.5,$na(^(1),0))=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (^g($o(^g(1))))=^g s @("w("_1_")")="1E" w "/",$r d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^g("+1",".","a b")=0 s ^g(10,3)=1 s ^g(2,$o(^g(1)),1)=2 s ^g(-1,10,2)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g)=w(b)") d st("w $d(^h(1))") d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g(-1,"1.","b")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(^h($o(^g(1)),3,10))") d st("s v(f,""00"")="" """) d st("m (^(-1))=v") d st("m (v(0))=w(1)") d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^g(2)=0 s ^h=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^h(1)="-0" w "/",$r d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^h(-1,"a",10)=0 s ^g($r,$na(^(1),0))=1 s ^h("")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 m @$q(^h)=@("w("_1_")") m ^g=^h(1) m ^g=@$na(^g(a,"A")) w "/",$r d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g(1,$g(^h(2),"q"))=1 s ^h(1.5,3)=2 s ^g(0,123456789012345678,1.5)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(^g($o(^g(1)))) k ^g s w(123456789012345678,"aXbXc")=2 s @("^g("_1_")")=a w "/",$r d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^g("b","b",-1)=0 s ^h=1 s ^h=2 s ^h=3 s ^h("a")=4 s ^g(3,123456789012345678,1.5)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (v(3,3))=@(""w(""_1_"")"")") d st("m w(1)=@y") d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^g(1E20,$g(^h(2),"q"))=0 s ^h(1.5)=1 s ^g(c)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (w(1))=w(1)") d st("s ^h(1)="".""") d st("m w(""""""q"""""",""1E3"")=w(3E18,1.5,2)") d st("s w=$g(^g,^h)") d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g("1.0","a",2)=1 s ^g(-1)=2 s ^g(.5,$g(^(1),2))=3 s ^g(10,"1.","b")=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (^g("b"))=^h(1,"","1.0") w $d(^g(1.5)) m ^g=@("w("_1_")") w $d(^g(2,1)) w "/",$r d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^g(-1,"1E46","a")=0 s ^g(-1)=1 s ^g(".")=2 s ^g(3,b,-.5)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k w") d st("m @""w""=^g") d st("w $d(^g(1))") d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^g("b",2,"b")=0 s ^g=1 s ^h($d(^(2)))=2 s ^h("01",1,$g(^(1),2))=3 s ^g(10,123456789012345678,10)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^h(1)="-5x" w "/",$r d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g($o(^g(1)),$r,1)=0 s ^g(1,$d(^(2)),$g(^(1),2))=1 s ^h("%",3)=2 s ^g=3 s ^g=4 s ^g(0,"1")=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g=^h(1),@"w"=^h(1) m ^("+1",$na(^(1),0))=w,@("w("_1_")")=@$na(^(a,-1,$o(^g(1)))) m @y@($o(^g(1)))=w(1),w(1)=^h(1) w "/",$r d all zwr w
 w ! q
