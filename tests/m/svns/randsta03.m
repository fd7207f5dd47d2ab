randsta03 ; random state
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
 w "0: " n $et w $l($et)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " i $J(e,2.5) w $t d tst w $t
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s $t=(.5) w $t
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " w $zl,$$zl
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " w $a($e($zv,1)),$l($j)>0
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s $t="E5"[7 w $t
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " ts  s ^g=" " w ^g tc  w ^g k ^g
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " w $l($t(+a))
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " w $st,$es n $es w $es
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " w $st,$es n $es w $es
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " ts  s ^g="-0" w ^g tc  w ^g k ^g
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s ($x,y)="3a" w $x,y
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " o "f":new u "f" w (-2.25),! u $p c "f" o "f":read u "f" r x u $p c "f":delete w x
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " i c'>36267 w $t d tst w $t
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " i e']]e w $t d tst w $t
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " ts  s ^g="." w ^g tc  w ^g k ^g
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " l +^g:0 w $t l  w $t
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " w $l($t(+b))
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " w $na(w("0"))
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " o "f":new u "f" w -206802]1.5,! u $p c "f" o "f":read u "f" r x u $p c "f":delete w x
 w ! q
