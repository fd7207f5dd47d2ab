randcal03 ; random calls
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
init k  s a=99.99,b="-",c=.000001,d=2147483648,e=2,f=1E-5,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " d ref(.e),ref(.c) w b
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " d ref(.d),ref(.c) w a
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " d ref(.d),ref(.d) w d
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " d arr(.w,"-"&"1,2,3") zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " d sub((c)):$QS($NA(v(123456789012345678,.5)),0),sub($E(v(1)))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " n (e,f) w $d(d),$d(c)
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " d ref(.b),ref(.c) w b
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " n (c,e) w $d(e),$d(f)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " d sub("."!d):$E(d,4,1.9),sub(123456789012345678']]"a")
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " d arr(.w,c#680976) zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s l="fun" w @("$$"_l_"(8,8)")
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " d kil(.f) w $d(f)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " n a s a=-2.25 d sub(d) w a
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s l="fun" w @("$$"_l_"(5,5)")
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s l="fun" w @("$$"_l_"(2,7)")
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d @("sub(""2"")")
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " w $$opt(d),$$opt(),$$opt(,$L(c))
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " d sub(99.99&a):b,sub("hello world"?.(.LU2.U3.4(0CP,2.3""3.4E),."a"0"ab"1.4"ab")2.L1.3(2(0.A,.","2EU)3.P.(1.4A2.",".NL,2.U),0.5(1"a"0.5L,."X")1.PL3.AN))
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " w $$two^randcal03("+7"="abc","-"[e)
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " d sub(1,2)
 w ! q
