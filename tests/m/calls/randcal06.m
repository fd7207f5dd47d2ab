randcal06 ; random calls
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
init k  s a=4E17,b=3,c=2,d=1,e=-.001,f="-",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " d sub
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " d arr(.w,(f)) zwr w
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " n a s a=-729135-f d sub(e) w a
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " w $$rec(0,b)
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " d kil(.f) w $d(f)
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " d ref(.a),ref(.f) w d
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " d kil(.e) w $d(e)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s l="fun" w @("$$"_l_"(0,1)")
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " d arr(.w,f\"ABC") zwr w
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " n a s a=-1'>-397453 d sub(a) w a
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " d arr(.w,"+-+2"']]d) zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " d arr(.w,(5)) zwr w
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " n (d,a) w $d(d),$d(d)
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " n a s a=(5) d sub(b) w a
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " w $$opt(999999999999999999'<1000000),$$opt(),$$opt(,b)
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " n (c,d) w $d(f),$d(b)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " d ^nortn
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " d arr(.w,$L(e,"")) zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " d nolabel
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " d ^nortn
 w ! q
