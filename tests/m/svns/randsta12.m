randsta12 ; random state
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
init k  s a=123456789012345678,b="--3",c=4E17,d="00",e="abc",f=1E-5,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s $t=$E(-2.25) w $t
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s ($p(y,",",2),z)=-2.25*-29530 w y,z
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " w $q,$$qt
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " l +^g:0 w $t l  w $t
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s $x=3 w $x
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " ts  s ^g=1000000 w ^g tc  w ^g k ^g
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " ts  s ^g=c w ^g tc  w ^g k ^g
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " i ".5"'=a w $t d tst w $t
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " w $l($t(+b))
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " w $x,"abc",$x,!,$y>0,?1,$x
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " i v(1)/2 w $t d tst w $t
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " l +^g:0 w $t l  w $t
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " w $st,$es n $es w $es
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s $x=(-1) w $x
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " h 0 w $t
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s $t=f w $t
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s $t=f&c w $t
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " i d-b w $t d tst w $t
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " w $x,"abc",$x,!,$y>0,?("2x"),$x
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " o "f":new u "f" w +v("x"),! u $p c "f" o "f":read u "f" r x u $p c "f":delete w x
 w ! q
