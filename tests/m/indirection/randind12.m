randind12 ; random indirect
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
init k  s a=.000001,b="--3",c=5,d=" ",e=100,f=1,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="b" n @y w $d(a)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="a,b",z="w a" w @y
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " x "x ""x """"w 7"""""""
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="1,0" i @y w "yes"
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " x "s x="" ""*872311 w x"
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="a" w $o(@y)
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="a+1" d ref(.@y) w $g(a)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="a b" w @y@("k")
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="" k @y w $d(a),$d(v)
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="v(""x"")" k @y w $d(a),$d(v)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " w $t(@"sub+1^randind12")
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="" w $o(@y)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " x "x ""x """"w 7"""""""
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " x "f i=1:1:3 w i q:i=2  w 0"
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="b" w $o(@y)
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="a" n @y w $d(a)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="v(1)" s @y@(1,"5.")=e w $g(@y@(1))
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" w @y
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " x "s x=(-2)**1 w x"
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " x "w a b"
 w ! q
