randcal09 ; random calls
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
init k  s a=12345,b=12345,c="1.2.3",d="aXbXc",e=3,f="aaa",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " d kil(.f) w $d(f)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " w $$fun(f!a,$$fun(+d,-2.25\2))
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " w $$opt("-"'>a),$$opt(),$$opt(,-"1,2,3")
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " w $$rec(0,"AbC123")
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " w $$fun(" "']]a,$$fun(a&"1e3",(e)))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " d ref(.f),ref(.f) w b
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " d new(.d,a) w a,$d(t)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " n (a,d) w $d(e),$d(a)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " n (a,a) w $d(c),$d(f)
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " d new(.c,'2) w b,$d(t)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " d @("sub(""4"")")
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " d ref(.b),ref(.a) w e
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " d sub(a_3):b,sub(f\"E5")
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " d sub(("x^y^z")):$G(b,"00"),sub((2)**a)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " d ref(.a),ref(.d) w a
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d new(.e,.000001'<-.001) w f,$d(t)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " n a s a="0" d sub(c) w a
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s w(1)=2147483648<"a,b,c" d arr(.w,1E-5<1E10) w w(1),$g(w(2))
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " n a s a=c'>2 d sub(d) w a
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " d sub(0'=e):$D(d),sub($FN(d,"+,"))
 w ! q
