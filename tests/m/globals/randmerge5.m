randmerge5 ; random merge
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
init k  s a="hello world",b="AbC123",c=999999999999999999,d="hello world",e="1e3",f="1e3",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^h(100)=0 s ^g(1.5,"")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k @y@(""a"")") d st("w $d(^h(1))") d st("m v(.000001,2,"" "")=^g") d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^g(-1E10)=0 s ^g($g(^h(2),"q"),"b")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g(1.5,""01"")") d st("m ^h(10)=@(""w(""_1_"")"")") d st("w $d(^g(1))") d st("m (^g)=w(1)") d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h($g(^h(2),"q"))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (w(1))=@("w("_1_")") w "/",$r d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^g(-.5,$g(^h(2),"q"))=0 s ^g=1 s ^g($d(^(2)),"%",$g(^(1),2))=2 s ^h(10,10,1.5)=3 s ^h(1,"a b")=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w("1E","a",".5")=@("w("_1_")"),@$q(^g($o(^g(1)),"A"))=^g("-1",3,$na(^(1),0)) m (^g("1E2",2))=w k ^g(".") m @"w"=^h(1),@"w"=^g(1) w "/",$r d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^g("-1",3,$o(^g(1)))=0 s ^h=1 s ^g("-")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^g(1)=100 m ^g=^g(1) m (^g(1))=v("00") w "/",$r d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^h(1,3)=0 s ^g($na(^(1),0))=1 s ^g(3,"b")=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @(""w(""_1_"")"")=^h(1)") d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^h("b")=0 s ^g=1 s ^g=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s w(""1.0"",""""""q"""""",""k"")=$i(^g(-1,""-0"",c))") d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^g($d(^(2)),c,2)=0 s ^h(2)=1 s ^h(2,1,$o(^g(1)))=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(3,""a""_$c(1),""a"")=@(""w(""_1_"")"")") d st("s ^g=100") d st("k w(1)") d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g($o(^g(1)),$g(^(1),2))=0 s ^h($g(^h(2),"q"),$d(^(2)))=1 s ^h=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(w(999999999999999999))") d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^h($r,"123456789012345678901")=0 s ^g=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (@(""w(""_1_"")""))=^g(""a"",""1E2"")") d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h(c,$o(^g(1)),"a")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(@""w"")") d st("m ^g=^($g(^(1),2),""""),^h(1)=^g(1)") d st("m ^h=v(""+7"")") d st("m ^g=^h(1)") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g(1.5,$g(^(1),2))=1 s ^g=2 s ^h(3)=3 s ^g(1E-5)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^g=$g(^($na(^(1),0),""-0""),^($o(^g(1))))") d st("m (^h(1))=@(""w(""_1_"")"")") d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g=1 s ^g(-1,1)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @$na(^h(2,123456789012345678,$g(^(1),2)))=@(""w(""_1_"")"")") d st("k ^g(1)") d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^g(-.5,10)=0 s ^g=1 s ^g("-1")=2 s ^g("a b",3,-1)=3 s ^h=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @""w""=^g") d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h(1,2)=1 s ^g(3,"1.0","a")=2 s ^h("a b",$o(^g(1)))=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g=@("w("_1_")") w "/",$r d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^h(a)=0 s ^g(1E-5,"a")=1 s ^h=2 s ^g($d(^(2)))=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m @"w"=^g(1) m @("w("_1_")")=w m ^g("-0",3)=^g,@("w("_1_")")=^h("1") w "/",$r d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^g("a")=0 s ^h=1 s ^g(-1,"a"_$c(1),$o(^g(1)))=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 s w(1)=$i(^g) s ^g($g(^(1),2))=$g(^g(-1,"b","+1")) w "/",$r d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^g(b,"1")=0 s ^g(2,"b")=1 s ^g("A")=2 s ^g(1,a,"A")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m @"w"=^g(1) m (w(1))=w w $d(w(1)) w "/",$r d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^g(2,3,a)=0 s ^g(a)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^g") d st("m (@(""w(""_1_"")""))=@""w""") d st("k ^g") d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^h(.5,"1E2")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g(1)=w,@y=w") d st("m w(1)=^g(b)") d st("w $d(^g(2,2,""a""))") d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^h($o(^g(1)),3,3)=0 s ^g($o(^g(1)),"1.",$d(^(2)))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (w(1))=^h(1) w "/",$r d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g("1",1,-1)=0 s ^g(1,-1)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 s w=a w $d(w(1)) w "/",$r d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h(a,2)=1 s ^g(10,-1)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(3E18,99.99)=w w $d(@y@(1)) m w=^h(1),^h(1)=@("w("_1_")") w "/",$r d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h($g(^(1),2))=1 s ^g(1,b,$na(^(1),0))=2 s ^g(10,-1,3)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m v=w") d st("s @(""w(""_1_"")"")=a") d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g(1,$o(^g(1)))=0 s ^h($na(^(1),0),2)=1 s ^g(b)=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k w") d st("s @""w""=1E-5") d st("m @(""w(""_1_"")"")=^h(1)") d st("m (^g(1))=@(""w(""_1_"")"")") d all zwr w
 w ! q
