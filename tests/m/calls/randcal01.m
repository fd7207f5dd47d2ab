randcal01 ; random calls
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
init k  s a="x^y^z",b=7,c="0",d=-1,e=4E17,f=4E17,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " n (f,c) w $d(c),$d(a)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " w $$fun((e),$$fun(b=f,.000001\-3))
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " w $$fun(a>v(2),$$fun($P(.5,",",0),b?3CN))
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s w(1)=c']d d arr(.w,3) w w(1),$g(w(2))
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " d ^nortn
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s l="fun" w @("$$"_l_"(1,4)")
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " d new(.c,$TR(d,",")) w d,$d(t)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s l="fun" w @("$$"_l_"(7,3)")
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s w(1)=(3) d arr(.w,"AbC123"'<10) w w(1),$g(w(2))
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " n (d,b) w $d(d),$d(f)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " w $$two^randcal01(("5."),2'>"E5")
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " w $$opt(("""q""")),$$opt(),$$opt(,$E(12345,("2x")))
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " d kil(.f) w $d(f)
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " d new(.f,+10) w c,$d(t)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s w(1)=e'["""q""" d arr(.w,v(1)']d) w w(1),$g(w(2))
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " w $$rec(6,5)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " w $$opt((2)),$$opt(),$$opt(," "\c)
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " d kil(.e) w $d(e)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s w(1)=(b) d arr(.w,(v(1))) w w(1),$g(w(2))
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " w $$rec(2,843008)
 w ! q
