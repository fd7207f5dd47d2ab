randarr09 ; random arrays
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
 q
trap s $ec="" w " ! ",$p($zs,",",3,4),! q
init k  s a="x^y^z",b="",c=10,d="1E",e=10,f=-3,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
new(p,q) n t,p2 s t=q,p2=p,p=t_p q
rec(n,x) q:n<1 x q $$rec(n-1,x_n)
arr(p,q) s p(2)=q,p("n",q)=1 k p(1) q
kil(p) k p q
opt(p,q) q $d(p)_$d(q)
two(p,q) n a s a=p q a_q
err n x s x=1/0 q
lev(p) s x=p/0 w "l" q
lev2 n $et s $et="s $ec="""" q" d err w "x" q
exf(p) n $et s $et="s $ec="""" q ""caught""" q p/0
tst i 0 q
qt() q $q
zl() q $zl
sub(p) w "<",p,"," s p=p+1 w p,">" q
fun(p,q) q:p>q p_"+" q p_","_q
ref(p) s p=p_"!" q
c0 n (i0) d init n $et s $et="g trap"
 w "0: " k w,^g,x m x(b,3E18,"1.0")=w(5,"""q""",1000000) k ^g(99.99,b,-2.25) s w=d s ^g("5.",1E-5)=$TR("+7","aa",75503) s x=$i(w,d) w "/" w $zp(w("00")) w "/" w $o(w(-.001)) w "/" w $o(w("hello world"),-1)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g s ^g("1e3")=c k ^(3E18) w $d(^("ABC")) w $r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k w,^g,x m w("k")=v s w=$g(^g(-3,".5"),"none") k (x,w,v,a,b,c,d,e,f) w "/" w $na(w("a","0")) w "/" w $o(w(99.99)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k ^g s ^g("abc")=f w $g(^("1E3"),$na(^(1))) w $o(^(".")) w $r
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k w,^g,x s w(-3,.000001,999999999999999999)=$g(^g(4E17),"none") m x(1,1E10,1)=w k ^g(b,"1.0") w "/" w $o(w(3),-1) w "/" w $zp(w(4E17)) w "/" w $o(w(1))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x m w=v(.000001,2147483648) k (x,v,a,b,c,d,e,f) m x=w("E5",2,c) s x=$i(w,0) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(^g("E5")) w "/" w $q(w(1E-5))
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k ^g s ^g(".5")="12abc" w $g(^(e),$na(^(1))) s ^(3E18)=d w $r
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k ^g s ^g("-")=v(2) s ^(123456789012345678)=-40262 w $d(^(100)) w $r
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k ^g s ^g(4E17)=b s ^(7)=c s ^g(1)=$g(^(999999999999999999)) w $g(^(7),$na(^(1))) s ^(1E10,"E5")=b w $r
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x s w(1E-5," ")=1 zk ^g s ^g(2,b,"1E3")="1e3" s x=$i(w,1.9) s x=$i(w,3) s w("12abc","1,2,3",-1)=$g(w,"none") w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $g(^g) w "/" zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k w,^g,x s $p(w,",",4)=b s w(f)=(2147483648) zk ^g s w("hello world")=881555 w "/" w $q(w(1E-5,"1.2.3")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(w(.5))
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k w,^g,x k (x,v,a,b,c,d,e,f) s w=$g(w,"none") m w("AbC123","-0","x^y^z")=v("1e3",1E-5,1E-5) s ^g(e)=15948 m x=w(d,"aXbXc") s w("a,b,c")=2147483648 w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k w,^g,x k w("--3") k (x,w,a,b,c,d,e,f) s w("hello world","1.2.3",7)=$g(^g(-1,100),"none") k (x,w,v,a,b,c,d,e,f) m w("AbC123")=v s x=$i(w("hello world",d,"-0"),1) m w(3E18,b)=v(b,1E-5) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w w "/" w $zp(w(0))
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k ^g s ^g(1)=".5" w $d(^(7)) w $o(^("AbC123")) w $r
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x zk ^g("a",.000001) s w("-5x","0","--3")=b k w s $p(w(999999999999999999,"1.2.3","--3"),",",(-1))=c k (x,v,a,b,c,d,e,f) zk ^g("E5") w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(w(1)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x s x=$i(w(7,"a,b,c",3),5) s $p(^g("-5x"),",",f)=d w "/" w $o(w(a),-1) w "/" w $d(w("12abc")) w "/" w $zp(w(2))
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k ^g s ^g("1.0")="AbC123" s ^("aXbXc")="abc" w $r
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x k w(1,12345,a) k (x,v,a,b,c,d,e,f) s x=$i(^g("aaa","-0"),1.9) s ^g("abc",99.99,"-5x")=v(1) w "/" w $o(^g(3),-1) w "/" zwr w w "/" w $g(w(1E-5," "))
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x k w k (x,w,a,b,c,d,e,f) s $p(w,",",1.5)=c s w("0")=$g(^g(3,.000001),"none") w "/" w $zp(w(" ")) w "/" w $g(w(2,d)) w "/" w $o(w("--3"),-1)
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g("aXbXc")=999999999999999999 s ^g(1)=$g(^("abc")) k ^(2) w $r
 w ! q
