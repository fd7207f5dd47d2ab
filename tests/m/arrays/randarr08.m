randarr08 ; random arrays
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
init k  s a="5.",b="AbC123",c="1e3",d="+7",e="abc",f=-.001,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k ^g s ^g("5.")=b s ^g(1)=$g(^(".")) w $r
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g s ^g(-.001)="1E" w $g(^("1E"),$na(^(1))) w $r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k ^g s ^g("abc")="-5x" w $d(^(-3)) w $g(^("E5"),$na(^(1))) w $d(^(-2.25)) k ^("ABC") w $r
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x m x("-5x","+7")=w("1.2.3",a,99.99) k ^g(99.99,"1E3","1.0") s $p(w(-1,7),",",0)=b w "/" w $q(w(2,"1E3")) w "/" w $o(^g(100),-1) w "/" w $na(^g)
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k w,^g,x m w("1E3",2147483648)=v("+7","x^y^z","hello world") s w=d s $p(w,",",2)=a s w("+7")=c'[a s $p(w(-.001,"12abc","x^y^z"),",",10)=a w "/" w $q(w) w "/" w $g(w) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x m w(c,3E18,".")=v s w(99.99,"a,b,c")=$O(v(v(1)),-1) s w(2147483648)=$g(w("ABC"),"none") zk w k (x,v,a,b,c,d,e,f) s w("-0",1000000)=$g(w("1.0"),"none") w "/" w $d(w(4E17)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $zp(w(".5"))
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x m w(-1,2,10)=v(.5,"-") s w=$g(w(123456789012345678,"x^y^z"),"none") s $p(^g("+-+2","12abc",100),",",1.9)=.5 k w(1.5) s w(3,1E-5,"1,2,3")=a-99.99 zk ^g zk ^g(999999999999999999,".5") w "/" w $g(^g(" ")) w "/" w $q(^g("-5x")) w "/" w $zp(w(1))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k w,^g,x s $p(w,",",("2x"))=a zk ^g("E5",".","1E3") m x(12345,"1.0",.000001)=w("0",".") m w(999999999999999999)=v(" ","abc") w "/" w $na(w) w "/" w $d(^g(a)) w "/" zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k ^g s ^g("1.2.3")=".5" s ^(a,1E-5)=0 w $g(^(2147483648),$na(^(1))) w $r
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k ^g s ^g(12345)=181179 w $d(^("AbC123")) w $r
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k w,^g,x s $p(^g(12345),",","007")=a s w(3)=.000001'=1E10 s x=$i(w(a),3) zk w("-0",".5") k (x,v,a,b,c,d,e,f) m x(-.001,4E17)=w s x=$i(w(0,100),0) w "/" w $na(^g) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(^g(-3),-1)
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k w,^g,x m w(-2.25,"AbC123","a")=v("1,2,3",-.001,"12abc") s ^g(0)="0"'>-628067 s w("-5x","+-+2",3)=3E18 s x=$i(w("-0","a,b,c"),("2x")) s $p(w,",",(-1))="1e3" w "/" w $d(^g("-")) w "/" w $na(^g("""q""")) w "/" w $o(w("a,b,c"),-1)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k ^g s ^g(1)=v("x") s ^("1.0")=-373264 w $r
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x k ^g("1,2,3") k w("00",1E10,"a,b,c") w "/" w $na(w(.5,c)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x s ^g(-.001)=("") s w=$g(w(3,"k"),"none") s ^g(7,"+7","1,2,3")=-610737 m x(2147483648)=w(123456789012345678,"5.") s $p(w("a","1.2.3"),",",1.9)=c w "/" w $o(^g(d),-1) w "/" w $zp(w("1E")) w "/" w $q(w("-0","1,2,3",-2.25))
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k ^g s ^g("hello world")=d w $o(^("-0")) w $g(^("aXbXc"),$na(^(1))) w $o(^("a")) w $r
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k w,^g,x zk w(" ",2147483648) m x(100)=w s ^g(2147483648,"+7")=$TR(12345,"aa",-.001) m x(d,"ABC","00")=w s ^g=0 w "/" zwr w w "/" w $d(w(2,"aaa","--3")) w "/" w $o(^g(1E10),-1)
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k ^g s ^g(3)=1000000 s ^(1E-5)=-37422 w $r
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k ^g s ^g("-5x")=v(2) w $o(^("hello world")) w $g(^("12abc"),$na(^(1))) w $g(^(f),$na(^(1))) w $r
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g(4E17)=793867 w $g(^("5."),$na(^(1))) s ^g(1)=$g(^("ABC")) w $d(^(f)) w $r
 w ! q
