randarr02 ; random arrays
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
 w "0: " k ^g s ^g("12abc")="12abc" w $g(^("5."),$na(^(1))) s ^g(1)=$g(^("+-+2")) w $r
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k w,^g,x m w(1,e,-1)=v("1.0") k w("-5x","aaa","-5x") m w=v("x^y^z") zk w("ABC") s w("aaa")=v("x") w "/" w $o(^g(12345),-1) w "/" w $zp(w(12345)) w "/" w $o(w(4E17))
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k ^g s ^g("""q""")=.000001 s ^g(1)=$g(^(-3)) w $o(^(3E18)) w $r
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x m x=w k w(c) s w=c<"x^y^z" k (x,v,a,b,c,d,e,f) w "/" w $zp(w(-.001)) w "/" w $o(^g("x^y^z"),-1) w "/" w $d(^g)
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k w,^g,x k w s ^g(1)=e w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $zp(w(".5")) w "/" w $g(^g("ABC",99.99))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x zk w(1E-5,2) s w("--3",5,"ABC")=b s w("5.")=$g(w(1E-5,"""q"""),"none") m w=v k w s x=$i(w(f,".5"),0) k (x,v,a,b,c,d,e,f) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x s w("1,2,3",f)=$g(^g("abc","12abc",1E-5),"none") k w("ABC",2147483648) s $p(w,",",(-1))=b s w=5']"" s $p(^g("1E","a,b,c"),",",1)="a" s ^g(100,".5",1000000)=c k (x,v,a,b,c,d,e,f) w "/" w $d(w("-","1e3",1E-5)) w "/" w $q(w(99.99,d,"x^y^z")) w "/" zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k w,^g,x s x=$i(w(1E10,1000000,"-0"),(-1)) m w(99.99,3,"1E")=v(c) w "/" w $q(w) w "/" w $o(w(d),-1) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k ^g s ^g(123456789012345678)=e s ^g(1)=$g(^(99.99)) w $r
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x s w("00",2)=b m x(1)=w(.5) s w=$g(^g("-5x","1.0"),"none") s $p(w(5),",",1.9)="-0" s w("1E3","12abc",-3)=(0)**.5 m x("5.","12abc")=w("k","-",c) s x=$i(^g("--3",1),("2x")) w "/" w $o(w(f)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k w,^g,x m x(0)=w("aaa") s w(1000000)=1 s $p(w("a"),",",(-1))=b s w=3E18#5 s w("""q"""," ")=v("x") m x=w(" ") w "/" w $q(w("1.0",5)) w "/" w $zp(w("-")) w "/" w $d(w)
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k w,^g,x s x=$i(w,(-1)) zk w("-5x") s x=$i(w(10,2147483648,"+-+2"),1) k (x,w,v,a,b,c,d,e,f) k w("1E") m w=v(-3,"ABC") w "/" w $zp(w("1E")) w "/" w $na(w(".")) w "/" w $d(w(1,-.001))
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k ^g s ^g("a,b,c")=" " w $d(^(".")) w $o(^("x^y^z")) w $d(^(123456789012345678)) w $r
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x m w=v s x=$i(^g("AbC123"),2) w "/" w $q(^g) w "/" zwr w w "/" w $d(w(1E10))
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x k w(999999999999999999) s ^g("""q""",3)=e s x=$i(w(c,"a,b,c"),".5") zk ^g(.000001,".5") s x=$i(^g("1e3"),(-1)) k w(1.5,1000000,123456789012345678) zk ^g("a") w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w w "/" w $d(w("-0","abc",3E18))
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x s x=$i(^g,2) s w("1e3")="+-+2" w "/" w $q(w("-5x","-5x")) w "/" w $o(w("1e3")) w "/" w $na(w)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k w,^g,x k ^g(99.99,"--3",e) k w("aaa",f,12345) zk w("k","1E") m x(b,3)=w(7,-2.25,4E17) w "/" w $q(w("00","1.0")) w "/" w $d(w(b)) w "/" w $na(^g(f))
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x s w(123456789012345678)="1E" k (x,v,a,b,c,d,e,f) m w=v(-3,"5.") w "/" w $o(^g(1.5),-1) w "/" w $na(w(1E10)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x m x=w(2) m w=v("E5","5.") s $p(^g(1.5),",",1.9)=v(2) k ^g("E5") w "/" w $o(w(b)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k w,^g,x m w("1E")=v("1,2,3") zk w("a",.5) k (x,w,v,a,b,c,d,e,f) zk w("00",1E-5,.000001) w "/" zwr w w "/" w $na(w(3,"007","--3")) w "/" w $o(w("00"))
 w ! q
