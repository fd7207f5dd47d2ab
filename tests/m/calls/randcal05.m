randcal05 ; random calls
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
init k  s a=-.001,b=99.99,c="aXbXc",d="-0",e="aXbXc",f=1.5,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " d ref(.a),ref(.c) w f
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " d @("sub(""8"")")
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " n (f,b) w $d(e),$d(e)
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " d @("sub(""2"")")
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " w $$fun(b&3,$$fun(-359090!1.5,("E5")))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " w $$fun(d+a,$$fun((-2)**a,(2)**.5))
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " w $$fun(2147483648'!659867,$$fun($A(2147483648,1.9),"1.0"/3))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " d kil(.b) w $d(b)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " d arr(.w,"1,2,3"'!c) zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " w $$two^randcal05((4E17),$ZCO(d,"U"))
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " w $$two^randcal05($ZWRITE(e),769373)
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s w(1)="1.2.3"]b d arr(.w,2147483648) w w(1),$g(w(2))
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " d arr(.w,-10) zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s w(1)=$ZCO("12abc","L") d arr(.w,"5."[2147483648) w w(1),$g(w(2))
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " d arr(.w,(d)) zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d new(.c,$D(e)) w c,$d(t)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " n (f,a) w $d(a),$d(f)
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " d ref(.d),ref(.c) w d
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " d ref(.d),ref(.e) w e
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " w $$rec(5,"12abc")
 w ! q
