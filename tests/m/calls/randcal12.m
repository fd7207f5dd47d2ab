randcal12 ; random calls
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
init k  s a=123456789012345678,b="--3",c=4E17,d="00",e="abc",f=1E-5,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s w(1)=-2.25*-29530 d arr(.w,(12345)) w w(1),$g(w(2))
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " w $$rec(4,17827)
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s l="fun" w @("$$"_l_"(4,9)")
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " w $$fun($F(d,"b",(-1)),$$fun(e'[1.5,a!999999999999999999))
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " w $$opt((f)),$$opt(),$$opt(,"a,b,c")
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " w $$fun(4E17&e,$$fun("a"'>"+-+2","x^y^z"'>3))
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s l="fun" w @("$$"_l_"(4,0)")
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " n (b,c) w $d(b),$d(a)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " w $$two^randcal12((v(1)),$J(v(1),1,5))
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " n a s a=100 d sub(c) w a
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s w(1)=a d arr(.w,b) w w(1),$g(w(2))
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " d kil(.a) w $d(a)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " n a s a=v(2)*999999999999999999 d sub(a) w a
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " w $$fun(+"-0",$$fun(0,e))
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " d ^nortn
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d ref(.b),ref(.b) w a
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " n (d,a) w $d(b),$d(f)
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " d new(.b,(a)) w e,$d(t)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " w $$fun((0)**-1,$$fun(e'>"1E3",a]]10))
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s w(1)=e[e d arr(.w,.5) w w(1),$g(w(2))
 w ! q
