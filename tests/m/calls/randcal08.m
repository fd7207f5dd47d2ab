randcal08 ; random calls
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
init k  s a=12345,b="hello world",c=-3,d="-",e=100,f=" ",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " d new(.a,"hello world">2147483648) w c,$d(t)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " n a s a=$FN(941081,"-,") d sub(d) w a
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " w $$rec(0," ")
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s w(1)=-"" d arr(.w,c']]c) w w(1),$g(w(2))
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " w $$two^randcal08(e<a,v("x")>e)
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " d arr(.w,b#f) zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " d sub(1,2)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " d @("sub(""9"")")
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " d sub(1,2)
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " d @("sub(""5"")")
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " n (b,f) w $d(d),$d(d)
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " w $$two^randcal08($A(100),"007"<-.001)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " d new(.f,v("x")'[b) w e,$d(t)
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " d ref(1)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " d kil(.a) w $d(a)
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d new(.f,$ZCO(-2.25,"U")) w c,$d(t)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s l="fun" w @("$$"_l_"(4,5)")
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " d sub(a):d,sub(d)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " d nolabel
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s l="fun" w @("$$"_l_"(0,3)")
 w ! q
