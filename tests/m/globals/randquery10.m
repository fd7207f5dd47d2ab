randquery10 ; random query
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
 w "0: " k ^g,^h,w s ^h("a b")=0 s ^g("b",$o(^g(1)),"a")=1 s ^h($g(^(1),2),$g(^(1),2),$d(^(2)))=2 s ^g=0 s ^g(3,"a b")=1 m w=^g s k="" f n=1:1:40 s k=$o(^g(k),1) q:k=""  w k,"," w "/",$r
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g,^h,w s ^g("z")=0 s ^g=1 s ^g($g(^(1),2))=2 s ^g=3 s ^h=4 s ^g(-1E10,1.5)=5 s ^g($d(^(2)),$g(^(1),2),3)=0 s ^h=1 s ^g($g(^(1),2),"b","b")=2 s ^h($d(^(2)),3,1.5)=3 s ^h(10)=4 s ^h(1)=5 m w=^g s k="" f n=1:1:40 s k=$o(^g(k),1) q:k=""  w k,"," w "/",$r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k ^g,^h,w s ^g("1E46",1)=0 s ^g=1 s ^g(1,1,a)=2 s ^g($na(^(1),0),10)=3 s ^g=4 s ^h(-1,1.5)=5 s ^g=0 s ^h=1 s ^g(2,1.5,1)=2 m w=^g s k="^%" f n=1:1:9 s k=$o(@k,-1) q:k=""  w k w "/",$r
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k ^g,^h,w s ^g=0 s ^g(2,"a",$r)=1 s ^g=2 s ^h(1,"1.")=0 s ^g("a"_$c(1))=1 s ^g(2,$na(^(1),0),1.5)=2 s ^h("a"_$c(1),"a b")=3 s ^h(c)=4 s ^g(10,"a")=5 m w=^g zwr ^h(:"1",) w "/",$r
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k ^g,^h,w s ^g(10,"a b","a")=0 s ^h("%","A",$r)=1 s ^h=2 s ^g(-1)=0 s ^h($c(0),3,$r)=1 s ^h($na(^(1),0),"b")=2 s ^g("b",$c(0),10)=3 s ^h=4 m w=^g zwr ^g() w "/",$r
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k ^g,^h,w s ^g(-1,$d(^(2)))=0 s ^g(-1)=1 s ^h=0 s ^g($o(^g(1)),1.5,2)=1 m w=^g zwr w(?0.LP1PE) w "/",$r
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k ^g,^h,w s ^g(1.5,"-")=0 s ^h($o(^g(1)),"a b")=1 s ^h=2 s ^g("1.0",2)=3 s ^h(".",-.5,$na(^(1),0))=4 s ^g(10)=0 s ^g(3,1,1E-5)=1 s ^g(1E20)=2 m w=^g s k="^%" f n=1:1:9 s k=$o(@k,1) q:k=""  w k w "/",$r
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k ^g,^h,w s ^h(1,1,$na(^(1),0))=0 s ^g=1 s ^g($na(^(1),0),"1")=0 s ^g(2,$g(^(1),2))=1 s ^g(.5)=2 m w=^g zwr ^g(100,?3A,1) w "/",$r
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k ^g,^h,w s ^h($g(^(1),2),"b","a")=0 s ^g(3,$g(^h(2),"q"),"1E46")=1 s ^g($c(0),$g(^(1),2),10)=2 s ^g=3 s ^g($g(^(1),2),$na(^(1),0))=4 s ^g=5 s ^g($c(0),"a",1)=0 s ^h(2)=1 s ^h=2 s ^h(-1,$d(^(2)),a)=3 s ^h($g(^(1),2),2)=4 m w=^g s k="^%" f n=1:1:9 s k=$o(@k,-1) q:k=""  w k w "/",$r
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k ^g,^h,w s ^h=0 s ^h("b")=1 s ^h(123456789012345678,"a")=2 s ^g("-",$d(^(2)),10)=3 s ^g=4 s ^g=0 s ^h=1 s ^h($c(255),"a",1.5)=2 s ^g(2,1.5,$g(^h(2),"q"))=3 m w=^g zwr ^g w "/",$r
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k ^g,^h,w s ^g(2,2,-1)=0 s ^g("-0")=1 s ^h(-1)=2 s ^h(3)=3 s ^g("a")=0 s ^g=1 s ^g(-1E10,100)=2 s ^h=3 m w=^g zwr @"^h(,$g(^(1),2))" w "/",$r
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k ^g,^h,w s ^g=0 s ^h("123456789012345678901")=1 s ^g(3,"+1")=2 s ^g(-1)=3 s ^g(b)=4 s ^g(1.5)=5 s ^g(-1)=0 s ^g("a","1E46")=1 s ^h($c(0))=2 s ^h(b)=3 m w=^g s q="^g" f n=1:1:40 s q=$q(@q,-1) q:q=""  w q,";" w "/",$r
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k ^g,^h,w s ^g=0 s ^g("-0",1,"b")=1 s ^g(-.5,1.5,1)=0 s ^h=1 s ^g=2 m w=^g zwr @"^g(1.5,?.N)" w "/",$r
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k ^g,^h,w s ^g($o(^g(1)),"+1",-1)=0 s ^h($o(^g(1)))=1 s ^g=2 s ^g("-0","b")=3 s ^h(1,$r,"1.")=4 s ^g("b","-0","1E2")=0 s ^h("b")=1 s ^h(1E20,"z",1E20)=2 m w=^g zwr ^h w "/",$r
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k ^g,^h,w s ^g(3,$na(^(1),0),3)=0 s ^h(-1)=1 s ^g(a,1,1)=2 s ^g=0 s ^g("b",a,$r)=1 s ^g(b,$g(^(1),2),-1)=2 m w=^g s k="^%" f n=1:1:9 s k=$o(@k,1) q:k=""  w k w "/",$r
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k ^g,^h,w s ^h("a","1.")=0 s ^g=1 s ^g=2 s ^h(0,$g(^h(2),"q"),"a b")=3 s ^g("b")=0 s ^g(-1)=1 m w=^g zwr @"w(:""a"",:""A"")" w "/",$r
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k ^g,^h,w s ^h(10)=0 s ^h("%",-1)=1 s ^g=2 s ^g($na(^(1),0))=0 s ^g("1")=1 m w=^g zwr ^h,^g w "/",$r
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k ^g,^h,w s ^h(1)=0 s ^g(-1)=1 s ^h("-0",$o(^g(1)),3)=2 s ^g(a)=3 s ^g($d(^(2)))=0 s ^g(0,-1,"b")=1 s ^g(10,2)=2 s ^g=3 s ^g($o(^g(1)),$d(^(2)),"1.0")=4 s ^g("+1",3)=5 m w=^g zwr @"w(:"""",:,*)" w "/",$r
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k ^g,^h,w s ^g("A",$o(^g(1)),-1)=0 s ^g($r)=1 s ^h(10,-1E10,1E20)=2 s ^g=3 s ^h=0 s ^g=1 s ^h("+1",$o(^g(1)),"a")=2 s ^g(1)=3 m w=^g s k="" f n=1:1:40 s k=$o(^g(k),-1) q:k=""  w k,"," w "/",$r
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g,^h,w s ^g(1,$g(^(1),2))=0 s ^h(3,3)=1 s ^h($c(0),$r,$g(^h(2),"q"))=2 s ^g($r,$c(0),"b")=0 s ^g(-1E10)=1 m w=^g zwr ^h(?.E3.CA0.3PA,?.N) w "/",$r
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " k ^g,^h,w s ^h("a b",.5,"1.")=0 s ^g=1 s ^g(1,1,2)=2 s ^g(1,$g(^(1),2))=3 s ^g($r)=4 s ^g($c(255))=0 s ^g(1.5)=1 s ^h(10)=2 m w=^g s k="^%" f n=1:1:9 s k=$o(@k,1) q:k=""  w k w "/",$r
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " k ^g,^h,w s ^h(b,$g(^h(2),"q"))=0 s ^h=1 s ^g=2 s ^h(3)=3 s ^g($c(255),$r)=4 s ^g("A",1.5,$c(0))=0 s ^g("a",10,3)=1 s ^h(123456789012345678)=2 s ^g=3 m w=^g zwr ^g(1),^(100) w "/",$r
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " k ^g,^h,w s ^g("b","-1",$o(^g(1)))=0 s ^g($o(^g(1)),$g(^h(2),"q"))=1 s ^h("01",".",$g(^(1),2))=2 s ^g("1E46")=3 s ^g("b",1)=4 s ^g(-1)=5 s ^g("%",2)=0 s ^g(1.5,"b")=1 s ^g=2 s ^g($g(^h(2),"q"))=3 m w=^g s k="" f n=1:1:40 s k=$o(^g(k),1) q:k=""  w k,"," w "/",$r
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " k ^g,^h,w s ^g($d(^(2)))=0 s ^g(10,1.5)=1 s ^g(3,$d(^(2)),a)=2 s ^h(-1,$c(0),10)=3 s ^g(".","b")=4 s ^g=0 s ^h($r,a,"1E2")=1 s ^h=2 s ^g($o(^g(1)),"-")=3 s ^g($r,3,1.5)=4 m w=^g zwr w(:"a") w "/",$r
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " k ^g,^h,w s ^g=0 s ^g($g(^h(2),"q"),10)=1 s ^g=0 s ^h=1 s ^h(c,$g(^h(2),"q"),1)=2 s ^h(3)=3 s ^g($c(0))=4 s ^g=5 m w=^g zwr ^g(1),^(?3"X"1U) w "/",$r
 w ! q
