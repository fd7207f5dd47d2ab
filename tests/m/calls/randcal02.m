randcal02 ; random calls
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
init k  s a="",b="x^y^z",c="a,b,c",d="x^y^z",e="007",f=100,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s l="fun" w @("$$"_l_"(5,5)")
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " d sub("1E3"!v("x")):"-5x"#f,sub((0))
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " d sub($E(d)):c']"AbC123",sub(d)
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " d new(.a,100_-3) w b,$d(t)
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " d new(.b,971008>-992602) w a,$d(t)
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " w $$fun(680480,$$fun(d'<d,$TR(" ","")))
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " w $$two^randcal02(d,(e))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " w $$two^randcal02(c,("-5x"))
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " w $$rec(2,v(2))
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " d kil(.f) w $d(f)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " w $$two^randcal02(-12345,"aXbXc")
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " d @("sub(""7"")")
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " d new(.a,"--3"?2NP) w e,$d(t)
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " d sub(1,2)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " n a s a=$P(1.5,"^") d sub(f) w a
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d new(.c,(c)) w e,$d(t)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " d ref(.a),ref(.f) w b
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " n (a,f) w $d(e),$d(c)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " d new(.a,(2)**0) w c,$d(t)
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " w $$opt((3E18)),$$opt(),$$opt(,"x^y^z"]c)
 w ! q
