randcal10 ; random calls
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
init k  s a="ABC",b=0,c=7,d=0,e="--3",f="""q""",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " w $$opt($RE(-723666)),$$opt(),$$opt(,".5"+569750)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " d kil(.e) w $d(e)
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " n a s a=.5>5 d sub(d) w a
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " d sub(99.99'<b):$Q(v(1)),sub((7))
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " d ref(.c),ref(.f) w f
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " d sub((a)):(a),sub(e&v(2))
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " n a s a=$P(a,"0",1) d sub(a) w a
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " n (e,d) w $d(c),$d(b)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " d @("sub(""0"")")
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " d ref(.d),ref(.e) w f
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " n (a,f) w $d(e),$d(a)
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " d sub(2):$A("--3"),sub(a+-509687)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " w $$rec(4,v(1))
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s l="fun" w @("$$"_l_"(7,4)")
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " w $$opt(v(2)<-1),$$opt(),$$opt(,5!"+7")
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " d sub(d<a):(-24010),sub("12abc")
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " w $$two^randcal10(a#.5,$A(c))
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " d arr(.w,$ZCO(99.99,"U")) zwr w
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " d sub('e):"+7"!.000001,sub('"00")
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " d ref(.e),ref(.c) w b
 w ! q
