randmerge6 ; random merge
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
init k  s a="12abc",b=999999999999999999,c="1.2.3",d="-0",e=1000000,f="1.2.3",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g("+1","a"_$c(1),a)=1 s ^g(-1,"b")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(@(""w(""_1_"")""))") d st("m @""w""=w(1),^g(1)=^h(1)") d all zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h,w s ^g($d(^(2)),3,"-1")=0 s ^g($o(^g(1)),1E20,1)=1 s ^g=2 s ^g(b,"1.")=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 k @$na(^h) k w(1) m @"w"=^g w "/",$r d all zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h,w s ^g("",3)=0 s ^g(1.5,a,"a")=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^h(1)=^g(1),^h(1)=v(1,2)") d st("m ^g(1)=w(""x^y^z"",""0"",""0"")") d all zwr w
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h,w s ^h(10,10,.5)=0 s ^g("1.0",1,$na(^(1),0))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g("1.0",$na(^(1),0),"a b")=^g w "/",$r d all zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h,w s ^g(1.5,-.5)=0 s ^g(1E-5,"%")=1 s ^g($g(^(1),2),-1,"a")=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^h(-.5)=^g(.5,-1,0)") d st("m (v(1E-5))=w") d st("m ^g=@""w"",@""w""=^h(1)") d all zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h,w s ^h("1.","a",1.5)=0 s ^h=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(w) w $d(^h(1)) m ^g(b)=w,^g=^g(1) w "/",$r d all zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h,w s ^g($o(^g(1)))=0 s ^h(1.5,10)=1 s ^h=2 s ^g("a b")=3 s ^g=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k ^h(b,3)") d all zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h,w s ^g($g(^h(2),"q"),"-0",b)=0 s ^h=1 s ^h($d(^(2)))=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w=w("+7",12345) m w(1)=v("00","0"),@"w"=v w "/",$r d all zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h,w s ^g($o(^g(1)))=0 s ^h(10)=1 s ^h(10)=2 s ^g(1,a,$g(^h(2),"q"))=3 s ^g(10,1)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m w=v,^(b)=v(f,"1.0",3E18) m (^g(1))=w(1) k ^h(1) m @"w"=@"^(2)",^g(1)=^g(1) w "/",$r d all zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g(a,$na(^(1),0))=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 m @"w"=w(1) w "/",$r d all zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h,w s ^g(10)=0 s ^g($g(^h(2),"q"),$d(^(2)))=1 s ^h("-1",123456789012345678)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(1)=v(7)") d st("m ^g(-1E10,""1."",1.5)=w") d st("m w=@(""w(""_1_"")"")") d st("m ^g=^(c,a,2),@(""w(""_1_"")"")=w") d all zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h,w s ^h(123456789012345678)=0 s ^g=1 s ^g(1.5,$g(^(1),2),10)=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 s ^g(1)=$g(^($r)) w "/",$r d all zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h,w s ^g("1.",1.5,"-1")=0 s ^g($g(^h(2),"q"),"%")=1 s ^g(a,$na(^(1),0),"%")=2 s ^g(3,0)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 w $d(^g(1)) w "/",$r d all zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h,w s ^h(-1)=0 s ^h(-1,10)=1 s ^g=2 s ^g(3)=3 s ^g(2)=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m v(123456789012345678,1E10,""-0"")=@$q(^h(""-1"",$o(^g(1)),$g(^h(2),""q"")))") d st("m (w(1))=@""w""") d st("w $d(w)") d st("k @(""w(""_1_"")"")") d all zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h,w s ^h(100,1,$g(^(1),2))=0 s ^h("1E2",$c(0))=1 s ^g($g(^h(2),"q"),10,2)=2 s ^g(".","1",-1)=3 s ^h(0)=4 s ^h(-.5)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("k w") d st("s ^g(b)=""007""") d st("k w(123456789012345678,-2.25,1)") d all zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^g(2,"a",$g(^h(2),"q"))=1 s ^g("A")=2 s ^h(1,-1)=3 s ^g=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^g(1)=@("w("_1_")"),^g(1)=^("1.") m ^h(1)=^h(1),w(5,-.001)=w(1) w "/",$r d all zwr w
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h,w s ^h(3,$d(^(2)))=0 s ^g("a")=1 s ^g=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m (^g)=v(1,1E10)") d st("k ^(2,""a"")") d all zwr w
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h,w s ^g($d(^(2)),$o(^g(1)))=0 s ^h(a)=1 s ^g=2 s ^h($d(^(2)),"a b")=3 s ^h=4 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("s ^h($d(^(2)))=""a,b,c""") d all zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h,w s ^h("b",$na(^(1),0),"A")=0 s ^g(2,3,$na(^(1),0))=1 s ^g("b","+1",$na(^(1),0))=2 s ^g(10,"01",10)=3 s ^g("+1",10,"123456789012345678901")=4 s ^g(10)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 s @("w("_1_")")=$g(^g(-1,"A")) m (^h(2))=^g(1) m @("w("_1_")")=w("00","12abc") w "/",$r d all zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h,w s ^h=0 s ^g("a","a"_$c(1))=1 s ^g("1E2",-1E10)=2 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("w $d(^g(-1,$c(255),-1))") d st("m (w)=@(""w(""_1_"")"")") d st("k @""w""") d st("w $d(w(1))") d all zwr w
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h,w s ^h(1E-5,$na(^(1),0),123456789012345678)=0 s ^g=1 s w(1)=1,w(1,"a")=2,w("b",1)=3 s w=$i(^g(3)) m ^h(1)=^h(3,10,"-0") k v("1e3","aXbXc") w "/",$r d all zwr w
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h,w s ^g($r,"123456789012345678901")=0 s ^h(a)=1 s ^h(1)=2 s ^g(b,3)=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 m ^h("a")=w(1) w "/",$r d all zwr w
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h,w s ^h(-1,1,"a")=0 s ^g(a,"a")=1 s ^g($r,"1E46")=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m ^h(1)=@(""w(""_1_"")""),^(""b"",""b"",1)=^g(1)") d st("m w(1)=w(1),^g=w") d st("w $d(@(""w(""_1_"")""))") d all zwr w
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h,w s ^h(1.5,-.5,"-1")=0 s ^g(0,-1,a)=1 s ^g("1E46",1E-5)=2 s ^h(3,$g(^h(2),"q"),"")=3 s ^g=4 s ^g(1)=5 s w(1)=1,w(1,"a")=2,w("b",1)=3 k w(1) s @("w("_1_")")="hello world" w $d(@"w") s ^g=$g(^(10),^h($g(^(1),2),$g(^h(2),"q"),"a")) w "/",$r d all zwr w
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h,w s ^g=0 s ^h=1 s ^g(3)=2 s ^g=3 s w(1)=1,w(1,"a")=2,w("b",1)=3 d st("m w(""1E"")=@y@(-1)") d st("m (@$na(^(1,3,-1)))=w") d st("s ^h(1E-5)=""5.""") d all zwr w
 w ! q
