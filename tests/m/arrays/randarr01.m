randarr01 ; random arrays
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
init k  s a="a",b="aXbXc",c=999999999999999999,d=2147483648,e=7,f=3E18,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k w,^g,x zk ^g("-5x") zk w s x=$i(^g(.5,"aXbXc","1.2.3"),10) m x(b)=w("-",3,"E5") w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(w("a,b,c"),-1) w "/" w $na(w(-2.25,999999999999999999,"""q"""))
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k w,^g,x s w("1,2,3")=$A($C(a#256)) s w("-",.000001,-2.25)=$g(w(3),"none") m w("ABC")=v(3) k ^g(7,b,-.001) w "/" zwr w w "/" w $o(w(d),-1) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k w,^g,x m x("aaa","k")=w("""q""") k w m w(".5",1E10,999999999999999999)=v k (x,w,a,b,c,d,e,f) w "/" w $zp(w(99.99)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $g(w(3,3E18,"+7"))
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x k w("1E","1,2,3") k ^g(.000001) m w=v(123456789012345678,"1E","-5x") m w("007","1.2.3")=v(d,"007") w "/" zwr w w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(^g)
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k w,^g,x zk ^g(1,1E10,"aaa") k (x,w,a,b,c,d,e,f) k (x,w,a,b,c,d,e,f) s ^g=-1'=c zk w("""q""") w "/" w $o(w(100)) w "/" w $na(w("aaa")) w "/" w $g(w("+7",0,"-"))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k ^g s ^g("1.2.3")="hello world" w $g(^("12abc"),$na(^(1))) s ^(3)=-880325 s ^g(1)=$g(^(-3)) w $r
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k ^g s ^g(f)=b w $g(^(2147483648),$na(^(1))) w $g(^("5."),$na(^(1))) s ^("k",99.99)=e w $r
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k w,^g,x s w=$g(w(f),"none") s x=$i(w("""q""",12345),10) k (x,w,a,b,c,d,e,f) s $p(w(2,"hello world","0"),",",2)="-5x" w "/" w $d(w("aaa",3)) w "/" w $na(^g(" ")) w "/" w $g(w)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k w,^g,x m w("-",123456789012345678,3E18)=v zk w("+-+2","--3") k (x,w,a,b,c,d,e,f) s x=$i(w(c),2) k w w "/" w $zp(w(10)) w "/" w $na(w) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x s w(-1,1)=d s x=$i(^g("E5","""q""",1000000),2) m x("abc")=w s x=$i(^g("AbC123","a,b,c",c),3) s ^g(".")=1 s ^g("abc")=v(2) w "/" w $zp(w("+7")) w "/" w $o(w("--3")) w "/" w $o(w("00"),-1)
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k ^g s ^g("007")=7 s ^("AbC123","E5")=a w $g(^("ABC"),$na(^(1))) w $o(^(99.99)) w $r
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k w,^g,x m w(e)=v(12345,"12abc") s x=$i(w("-0",1,4E17),1) s ^g(3)=f s w("""q""","1.2.3")="1.0" s w("E5",100)=v(2) s ^g(2)=-3 w "/" w $o(^g("k"),-1) w "/" w $g(w(0," ",99.99)) w "/" w $d(^g("x^y^z","a",1.5))
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k w,^g,x s w=$S("AbC123":e,1:v(2)) s $p(^g("-","aaa","007"),",",(-1))="1,2,3" s w(12345,4E17)=4E17 s w("ABC",12345)=+-65857 s x=$i(w(" ",b,"abc"),e) m x(".",2,"-5x")=w m w("aXbXc")=v("007",-.001) w "/" w $q(w) w "/" w $g(w("a",100)) w "/" w $o(^g(0))
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x s w(12345)=$g(^g,"none") k (x,w,v,a,b,c,d,e,f) s w(d,12345,"x^y^z")=-3 m x(12345,d)=w(.5,-.001) zk ^g(5,100) s w=(1.5)**-1 s ^g("1.0","""q""",.000001)="12abc" w "/" w $zp(w("-")) w "/" w $o(w("00"),-1) w "/" zwr w
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x m x=w("1,2,3") s ^g=v(1) s $p(w("E5","."),",",10)=e k (x,v,a,b,c,d,e,f) s $p(^g(7),",",0)=213124 w "/" w $o(w("1e3"),-1) w "/" w $g(w(".","-0","-0")) w "/" zwr w
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x s x=$i(w,("2x")) s ^g(-3,"aaa",1E10)='e s x=$i(w(e,a),1.9) m x("1e3",2147483648,b)=w("aXbXc",1) m w("ABC")=v(e," ") m x(12345,"12abc")=w("a","E5",3) w "/" w $d(^g("abc",.5)) w "/" w $q(w("+7","-0")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k ^g s ^g(b)="1.2.3" s ^(1.5,"0")=-2.25 w $r
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x m w(1E-5)=v("00",c) zk w k w("12abc") zk w(100) s w(1,"k","E5")=10 w "/" w $g(w) w "/" w $zp(w("""q""")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x k (x,w,v,a,b,c,d,e,f) s x=$i(^g("-0",1.5),b) w "/" w $o(^g(1),-1) w "/" w $na(^g(2)) w "/" w $q(w(-1,a,1))
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g(c)=f s ^g(1)=$g(^(10)) w $r
 w ! q
