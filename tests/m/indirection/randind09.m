randind09 ; random indirect
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
init k  s a="ABC",b=12345,c="x^y^z",d=1E10,e="x^y^z",f="hello world",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="v(" d ref(.@y) w $g(a)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " x "w 1 w 2"
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " x "x ""x """"w 7"""""""
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " x "s x=""12abc"">-43387 w x"
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="b" s @y=1000000 w $g(@y)
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="x=0" s @y w x
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="v(1)" n @y w $d(a)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="x=0" s @y w x
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " w $t(@"sub+0")
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " x "x ""x """"w 7"""""""
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " x "f i=1:1:3 w i q:i=3  w 0"
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="x=7" s @y w x
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="b" w @y
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="b" s @y=f]"AbC123" w $g(@y)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " x "s x=(-3) w x"
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="@""a""" w @y
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " w a?@"1.4AU3.(2.P.L0""a"",3.3UP)"
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="$l(a)" d ref(.@y) w $g(a)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="(a)" w $na(@y)
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " w a?@"1.AP.U0(0.UC2E.(2.4L,0.3"",""2NU),.N)"
 w ! q
