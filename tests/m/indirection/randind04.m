randind04 ; random indirect
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
init k  s a=0,b="a",c=-1,d=1000000,e=".5",f="1.0",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="a b" s @y=$ZL(".5") w $g(@y)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="a,b",z="w a" w @y
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " w a?@"1.3(2.(0EC,3.4E)1.""ab"".P,.P)"
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " x "s x=""aXbXc"" w x"
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="a,b",z="w a" w @y
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " w a?@"3(1""ab"".LP,2.""ab""1AU)1.E3."","""
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="$l(a)" f @y=1:1:3 w $g(a)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="v(" s @y@(1,1000000)="a" w $g(@y@(1))
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" w $na(@y)
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " w $t(@"sub+1^randind04")
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="" s @y@(1,".")=c w $g(@y@(1))
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="a" w $d(@y)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="a,b",z="w a" w @y
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="a+1" w $o(@y)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " w $t(@"+1")
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="v(2)" d ref(.@y) w $g(a)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " w $t(@"sub")
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" w @y@(1.5)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="v(2)" w $na(@y)
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="x=3" s @y w x
 w ! q
