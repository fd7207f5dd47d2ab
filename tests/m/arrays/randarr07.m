randarr07 ; random arrays
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
init k  s a=-.001,b="0",c=3E18,d=100,e=-3,f="AbC123",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k w,^g,x s x=$i(^g(3,3),251298) s x=$i(^g,1.9) s x=$i(^g("-0",-.001),("2x")) k (x,v,a,b,c,d,e,f) w "/" w $o(^g(d)) w "/" w $zp(w(12345)) w "/" w $q(w(.000001,"abc"))
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g s ^g(-.001)="E5" w $o(^("x^y^z")) w $d(^(2)) w $r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k w,^g,x s x=$i(w(d,"007","ABC"),10) s x=$i(^g("ABC",b),2) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $q(w(3)) w "/" w $o(^g(3))
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x s x=$i(w(.5),(-1)) zk w w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(w(7),-1) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k w,^g,x m x("+-+2")=w(0,"1.2.3","-0") m x=w("x^y^z",f,"00") s w(c)=$g(w("1.0","+-+2",1),"none") zk ^g(-.001,1.5,"5.") s x=$i(w,1.9) s w(2147483648,0)=$g(^g,"none") w "/" w $o(^g("ABC"),-1) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(w(b))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k ^g s ^g(1)=-3 k ^(3) w $d(^("a")) w $g(^("abc"),$na(^(1))) w $r
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x s w=$g(^g(1E10,2147483648),"none") k w(5,.5) k (x,v,a,b,c,d,e,f) s w(-1,f)=$g(w(5,1000000,"E5"),"none") s $p(w,",",1.9)=b k (x,v,a,b,c,d,e,f) s w=$g(w(10,.5),"none") w "/" w $zp(w(1)) w "/" w $d(w) w "/" w $o(^g(1),-1)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k ^g s ^g(99.99)=-3 w $o(^("+7")) s ^(99.99,".")=3E18 w $r
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k w,^g,x m w(3)=v("+7","abc") s $p(w("-5x"),",",4)=999999999999999999 s x=$i(^g(-2.25,b,"1.2.3"),10) w "/" w $na(^g("aaa",1,999999999999999999)) w "/" w $o(^g("00")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k ^g s ^g(0)="1.0" k ^("abc") k ^("a") s ^g(1)=$g(^("+-+2")) w $r
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k ^g s ^g(10)=e k ^("1E3") k ^(0) s ^g(1)=$g(^(2)) w $d(^("E5")) w $r
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k w,^g,x s w(7)=$g(w(3,"a,b,c"),"none") zk w("x^y^z",-1,999999999999999999) s w(-.001,"0")=$g(w(e,"aXbXc","1.2.3"),"none") m x("5.","AbC123")=w(2147483648) k (x,w,v,a,b,c,d,e,f) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(w) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k ^g s ^g(12345)=7 w $d(^("aXbXc")) k ^(-3) k ^("1.0") k ^("-5x") w $r
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k ^g s ^g(1.5)="ABC" k ^("1.2.3") w $d(^(7)) s ^(3)=d s ^("ABC")=e w $r
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k ^g s ^g(-1)=1000000 w $o(^("-0")) w $d(^(1)) k ^(-.001) w $r
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x k ^g("-5x") s x=$i(w("007"),0) m x=w(1.5,"x^y^z","007") w "/" w $zp(w("007")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(^g("12abc","k"))
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k w,^g,x k (x,w,v,a,b,c,d,e,f) m w("aaa","1.0","aaa")=v(1.5,.000001) s w(1)=$g(w(12345,5,"1e3"),"none") w "/" w $q(w(-.001,"-0")) w "/" w $d(^g("AbC123","5.")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x k (x,w,v,a,b,c,d,e,f) m x(-1,10)=w k w("aXbXc",-2.25,-.001) s x=$i(w("""q"""),2) w "/" w $q(^g) w "/" w $na(^g("1.2.3",3)) w "/" w $o(w(-1),-1)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x s w=v(2) s ^g("hello world")=2147483648 w "/" w $zp(w(" ")) w "/" w $o(^g("hello world"),-1) w "/" w $na(w(1000000,"1.2.3","1,2,3"))
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g("""q""")=d s ^("5.")="E5" k ^(1E-5) w $d(^(4E17)) w $r
 w ! q
