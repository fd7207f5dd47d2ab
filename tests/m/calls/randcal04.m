randcal04 ; random calls
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
init k  s a=3E18,b=".",c="1E3",d="hello world",e=0,f=3E18,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " d @("sub(""3"")")
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " w $$opt('e),$$opt(),$$opt(,f-c)
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " w $$rec(3,636618)
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " d arr(.w,f'[2) zwr w
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " d arr(.w,$O(v(("2x")),1)) zwr w
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " d @("sub(""8"")")
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " d sub(c):"-"#-.001,sub((3))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " d new(.a,("1.2.3")) w f,$d(t)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " d new(.a,b?0.3A0AL2E) w b,$d(t)
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " w $$opt(e']v(1)),$$opt(),$$opt(,859215#165508)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " w $$two^randcal04(302461'="abc","abc"]"hello world")
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s l="fun" w @("$$"_l_"(8,7)")
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " n a s a=(4)**a d sub(d) w a
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " d sub
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " w $$two^randcal04(-932905,-871063)
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " n (c,f) w $d(b),$d(b)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " n a s a="hello world"'<v("x") d sub(d) w a
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " w $$opt(("hello world")),$$opt(),$$opt(,c*a)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " d sub(-3*b):"AbC123"'!7,sub(c]]"1E")
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " d sub()
 w ! q
