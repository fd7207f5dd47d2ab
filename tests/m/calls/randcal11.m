randcal11 ; random calls
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
init k  s a=2147483648,b="abc",c="1e3",d="1e3",e="AbC123",f="--3",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " d @("sub(""0"")")
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s w(1)=100']f d arr(.w,5'!"a,b,c") w w(1),$g(w(2))
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " n (a,e) w $d(d),$d(a)
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " d arr(.w,$QL($NA(v(d)))) zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " d @("sub(""5"")")
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " n a s a=(a) d sub(b) w a
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s w(1)=d d arr(.w,632452'!f) w w(1),$g(w(2))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " d new(.a,$F(e,"aa")) w a,$d(t)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " w $$opt((v(2))),$$opt(),$$opt(,$J(-.001,8))
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " d kil(.c) w $d(c)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " d new(.f,3) w e,$d(t)
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " d arr(.w,12345) zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s l="fun" w @("$$"_l_"(7,2)")
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " n a s a=v(1) d sub(b) w a
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " d sub((a)):"",sub(1E10'!4E17)
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " w $$two^randcal11("ABC",(10)**1)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " w $$fun(d!e,$$fun((3E18),a*f))
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " w $$rec(6,-992159)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " d arr(.w,$S("a":e,1:"00")) zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " w $$opt($TR("--3","aa")),$$opt(),$$opt(,d&12345)
 w ! q
