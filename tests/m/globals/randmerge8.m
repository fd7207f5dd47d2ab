randmerge8 ; random merge
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
init k  s a="-5x",b=-1,c="x^y^z",d=1E-5,e=1000000,f=-1,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^g(2,1E-5,"b")=0 s ^g(.5,a,1)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w=^g(10)") d st("s @(""w(""_1_"")"")=""5.""") d st("m w(1)=@(""w(""_1_"")"")") d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^g("a",1E20)=0 s ^g(3,2)=1 s ^g=2 s ^g($na(^(1),0))=3 s ^h("1E46")=4 s ^g(b,$g(^h(2),"q"),0)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m (v(-1,"k"))=^h(1) w "/",$r d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^g($o(^g(1)),"-0")=0 s ^h(1,$g(^(1),2),"1")=1 s ^h("b",2)=2 s ^g(1,$g(^h(2),"q"),"a")=3 s ^h=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g(1))=^h(""1."",1)") d st("s ^h(1)=$g(^g(""a b"",1.5,$r),^g($d(^(2)),2,$c(255)))") d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^g(1)=0 s ^h(-1,3)=1 s ^h(3,$d(^(2)))=2 s ^h=3 s ^g(a)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^g=^h(""b"",3,2),w(7,-1)=^g") d st("s ^g(1.5,""a b"")=$g(^g,^g($r))") d st("m (^g(1))=^h(1)") d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h("a"_$c(1))=1 s ^g("a"_$c(1))=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^g(1,$d(^(2)))=$g(^g(a),^g)") d st("w $d(v("".5"",""1.0""))") d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^h("a")=0 s ^g("a")=1 s ^h=2 s ^g=3 s ^g=4 s ^g(-1,"a b")=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(@"w") w $d(^h(1)) w "/",$r d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^g(1E-5,"a")=0 s ^h(10,2)=1 s ^g(3)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k w") d st("m @(""w(""_1_"")"")=w(1)") d st("k ^g") d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^g(2,1)=0 s ^h=1 s ^g(.5,-1)=2 s ^g($r,"A")=3 s ^h($o(^g(1)),$c(255))=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^g(1)=""1E3""") d st("k @""w""") d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g("b","b","+1")=0 s ^g(2)=1 s ^g(1,$r)=2 s ^g=3 s ^h(10,1.5,$r)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(v)") d st("m ^g(2)=^g") d st("m (w(1))=@""w""") d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^h(10,"")=0 s ^g("b",3)=1 s ^h($o(^g(1)),1)=2 s ^h("b","b",$d(^(2)))=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m @""w""=@""w"",@""w""=^h(1)") d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h=1 s ^g(1.5)=2 s ^g("a",1.5)=3 s ^g(-1)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w=w("".5"",1000000,4E17)") d st("s w(1)=$i(^g)") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^g(0,"1E46",-1)=0 s ^g(10,100,$d(^(2)))=1 s ^g(3,10,"1")=2 s ^g($c(0),1,"b")=3 s ^g(2)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k w(1)") d st("m v(2147483648)=w(2,2)") d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^g(-1)=0 s ^g("1.0")=1 s ^h(1,"a")=2 s ^g($d(^(2)),-1,10)=3 s ^h=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (w(10,""5."",2147483648))=@$na(^(""a""_$c(1),3,-1))") d st("s w=$i(^g(10,$c(0),$na(^(1),0)))") d st("m ^h(1)=v") d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^g(1,$g(^(1),2),"a")=0 s ^g=1 s ^h=2 s ^g(10)=3 s ^g(1.5,"a")=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (w)=w(1)") d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^h($g(^(1),2),3,a)=0 s ^g(10,$o(^g(1)))=1 s ^g($na(^(1),0),-1,1.5)=2 s ^h(2)=3 s ^g($r)=4 s ^h($o(^g(1)),2)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s @$na(^h(""%"",$d(^(2)),-1))=$i(^g)") d st("m w(1)=@""w""") d st("k ^g") d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h($o(^g(1)),"a"_$c(1),$g(^(1),2))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(1)=w,^h=v") d st("m @""w""=w(3)") d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^g($g(^(1),2))=0 s ^h("-")=1 s ^g=2 s ^g(.5,10,".")=3 s ^h(1.5,2)=4 s ^g=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g(c,100)=w(1),w=^h(1) m (^g(1))=^h(1) m (^g($g(^(1),2),1.5,a))=^h(1E20,"a") m w("abc","00")=w("+-+2",a,"abc"),^g=^g w "/",$r d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^g("a")=0 s ^h($o(^g(1)),10)=1 s ^g=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k w") d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^g("-1",c,2)=0 s ^g("%",$g(^h(2),"q"),"a b")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^h(a,"a")=w,^g("","a","a")=^g(1) w "/",$r d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g=1 s ^g=2 s ^h(3)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 k ^g m (w)=^g(1) s @("w("_1_")")=999999999999999999 m (^h(1))=^h("-0") w "/",$r d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^g("A",c)=0 s ^h(3,1,2)=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g(1))=^g") d st("w $d(^g)") d st("m @""w""=w(""k"")") d st("m @(""w(""_1_"")"")=@(""w(""_1_"")"")") d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g(2)=0 s ^g("1")=1 s ^g(-1E10,"b","b")=2 s ^h=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k @(""^g(""_1_"")"")") d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g(1,"a")=1 s ^g=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 k ^h($d(^(2)),"a") s @("w("_1_")")=a m ^h(1)=w("aaa",d,10),v("aaa")=@("w("_1_")") w "/",$r d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g("a",2,$g(^(1),2))=1 s ^h(1.5,$na(^(1),0))=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g)=@""w""") d st("m w=@$q(^(3))") d st("m w(1)=w(1)") d st("s ^g(1)=$i(^g)") d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g("1E46")=0 s ^g(2,"1","b")=1 s ^h(b,$o(^g(1)))=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w(1)=@"^(2)" w "/",$r d all zwr w
 w ! q
