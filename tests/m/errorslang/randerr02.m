randerr02 ; random errors
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
init k  s a="12abc",b=".",c="aXbXc",d="",e=3,f=1000000,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " w $$exf(a)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " f i=1:1:3 w i w:i=2 v(77)
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " f i=1:1:3 w i w:i=2 $fn(1,"Z")
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s $p(a,",",1/0)=1
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s $ec=",U41,"
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " w a#0
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s a(a**9999)=1
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " d @$c(-1)+zz
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " d lev2 w $ec
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " i $j(1,2,-1) w "t"
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " w $st,$es d lev(1/0) w $st
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " i a#0 w "t"
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " d err w 1
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " n $et s $et="w ""in "",$ec,$st s $ec="""" q"  w "b" s x=$c(-1)+zz w "a"
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s x=@"1+"
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d @$zd(-9)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " d lev(c']]1000000) w "after"
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " zm 150373850:"x"
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " g nolab
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " d @$r(0)
 w ! q
