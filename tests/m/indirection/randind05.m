randind05 ; random indirect
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
init k  s a=7,b="""q""",c=-.001,d=10,e="1E",f="x^y^z",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="$l(a)" s @y@(1,"a")="+7" w $g(@y@(1))
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " x "w 1","w 7":"+7"\c
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="v(""x"")" s @y@(1,1E-5)=e w $g(@y@(1))
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " x "w 1","w 0":(.5)
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="b" k @y w $d(a),$d(v)
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="v(""x"")" w @y@(" ")
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="a" s @y=$A($C(a#256)) w $g(@y)
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " w $t(@"sub+1^randind05")
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="a=a" i @y w "yes"
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="1" w $o(@y)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="v(9)" w @y
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="x=6" s @y w x
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " x "s x=1 w x"
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="v(" k @y w $d(a),$d(v)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " x "w """" """""
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " x "w 1","w 7":f
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " x "w 1","w 2":"1e3"\"1.0"
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="(a)" f @y=1:1:3 w $g(a)
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " x "x ""x """"w 7"""""""
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="b" w $o(@y)
 w ! q
