randcal07 ; random calls
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
init k  s a=1.5,b=123456789012345678,c=5,d=5,e="-0",f="007",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " d arr(.w,(v("x"))) zwr w
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " w $$rec(5,".5")
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " w $$rec(1,c)
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s w(1)=a']]c d arr(.w,$I(c,("2x"))) w w(1),$g(w(2))
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s w(1)=$TR("aXbXc","") d arr(.w,-b) w w(1),$g(w(2))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " d sub('99.99):1000000,sub(v(1)'!e)
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " w $$opt(d/.000001),$$opt(),$$opt(,4E17)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " w $$rec(3,1E10)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " d ref(1)
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " n (f,c) w $d(b),$d(e)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " d kil(.d) w $d(d)
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " n (f,f) w $d(e),$d(f)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " w $$opt("5."[d),$$opt(),$$opt(,5_"+-+2")
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " d sub(b'[c):"abc",sub("00"'[-369259)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " d arr(.w,("1.0")) zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d kil(.d) w $d(d)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " d kil(.e) w $d(e)
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " d kil(.f) w $d(f)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s l="fun" w @("$$"_l_"(7,0)")
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " d kil(.a) w $d(a)
 w ! q
