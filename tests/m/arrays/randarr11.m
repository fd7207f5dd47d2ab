randarr11 ; random arrays
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
init k  s a=.000001,b="-0",c=2,d="abc",e="",f=7,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k ^g s ^g(1)=a w $d(^("1E")) w $r
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g s ^g("a")=-3 w $o(^("a")) s ^("12abc","12abc")=f w $r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k w,^g,x m w("0",1E10)=v s ^g(b)="007" s ^g("1E",".")=e]e zk ^g w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(w(-1)) w "/" w $q(w(b,1E10,"1.0"))
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x k (x,v,a,b,c,d,e,f) k (x,v,a,b,c,d,e,f) zk ^g k (x,v,a,b,c,d,e,f) w "/" w $q(w) w "/" w $na(w) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k ^g s ^g(100)="ABC" w $g(^(12345),$na(^(1))) s ^(-3)="1E" w $r
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x k w("ABC") s x=$i(w("5.",1000000),(-1)) s w("1E3",12345,"+-+2")=$g(w("x^y^z",-.001),"none") m x("E5","AbC123",1E10)=w(-.001,"abc") m x(.5,123456789012345678)=w(3,"--3",4E17) zk ^g w "/" zwr w w "/" w $q(w(3E18)) w "/" w $o(w("x^y^z"),-1)
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x s w=-1 s w("x^y^z")=$g(w("+-+2"),"none") s w(999999999999999999)="1E" s w(a,"1,2,3","12abc")=5!509979 w "/" w $g(w) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k ^g s ^g(1.5)=10 s ^("1,2,3",c)=c w $g(^(123456789012345678),$na(^(1))) k ^(" ") s ^g(1)=$g(^(1)) w $r
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k w,^g,x s x=$i(^g(-2.25,".","1E3"),1.9) k (x,v,a,b,c,d,e,f) s w(2,.5)=$g(^g,"none") zk ^g("1e3",999999999999999999) m w("-",".")=v(3E18,5,1000000) s w=2147483648_"0" w "/" w $g(w("0","AbC123",2)) w "/" w $d(^g(e,123456789012345678)) w "/" w $o(w(5))
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x k (x,w,v,a,b,c,d,e,f) s w=-151330'<"1E" k (x,v,a,b,c,d,e,f) s $p(^g,",",(-1))=715424 k w s w(-.001)=$g(w("1,2,3"),"none") w "/" w $o(^g(1.5)) w "/" w $na(w) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k w,^g,x s x=$i(w(100),2) m x(3E18)=w(d,"1E") k (x,w,a,b,c,d,e,f) s w=$g(w(1000000,7,"--3"),"none") s $p(^g(-1),",",3)=.000001 zk ^g(c) zk w("ABC",3E18) w "/" w $zp(w("k")) w "/" w $q(w("00",-1)) w "/" w $o(w(a))
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k w,^g,x zk ^g("-",10) s x=$i(^g(".5"),c) m x("ABC","5.")=w("007") s w(c,"+-+2")="aXbXc" w "/" w $q(w(1,"12abc","""q""")) w "/" w $g(^g) w "/" w $na(^g)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k w,^g,x s w=$g(^g,"none") m w(c,"aaa")=v("E5","1.2.3",4E17) s x=$i(^g,3) s w=c&d s $p(w,",",("2x"))=74986 w "/" w $q(^g(99.99,f)) w "/" w $o(w(12345),-1) w "/" zwr w
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x s ^g(12345,"1E")=b s w("hello world","1E3",1E10)=+"aaa" w "/" w $d(w("1.2.3",1,2)) w "/" w $na(w("a")) w "/" w $g(^g(".5","1.2.3","0"))
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k ^g s ^g(.000001)="." s ^(-.001,"-0")=100 s ^("E5",99.99)=f s ^("1E3")=".5" s ^(-2.25)=f w $r
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x m w("1E")=v("aaa",1000000,"--3") s w=$g(w,"none") m w("hello world",a)=v(3E18,3) k w(3,"5.") s $p(w("abc","+7"),",",3)="a" s w(7,d)=-3 k (x,w,a,b,c,d,e,f) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $g(^g(c,"0",2147483648)) w "/" w $o(w(1000000),-1)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k w,^g,x m w(f)=v("007","-5x",100) m w("00",1E-5)=v(3,.000001,123456789012345678) k w s $p(^g(-2.25,-2.25,"x^y^z"),",",2)=b zk w(2) s ^g(e,1E-5)=1 k ^g(2,a,2) w "/" w $o(w("abc"),-1) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $g(w(999999999999999999,12345))
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x k w s w(2)=f s x=$i(w(".","hello world","+-+2"),1.9) s w(100)=(-1) w "/" w $q(^g) w "/" w $zp(w(123456789012345678)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x zk w(3,"-",b) s $p(^g(.5,1,0),",",a)=v(1) zk w(c,2147483648) k (x,w,a,b,c,d,e,f) w "/" w $na(w) w "/" w $d(w(".5",1E10,f)) w "/" zwr w
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g("--3")="1E3" w $g(^("0"),$na(^(1))) w $d(^(100)) w $d(^(".5")) s ^g(1)=$g(^("5.")) w $r
 w ! q
