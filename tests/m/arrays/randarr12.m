randarr12 ; random arrays
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
init k  s a="5.",b="-",c=10,d="hello world",e="abc",f=5,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k w,^g,x s x=$i(^g("hello world",0,"-"),e) s w(4E17,123456789012345678,"-0")=$g(^g(7,"+7"),"none") zk w(1.5,e,3E18) k w("-0") k w(.000001) s w=$g(^g("007"),"none") zk w(3E18,1) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(w("ABC"),-1) w "/" w $g(w)
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g s ^g(3)="+7" w $d(^("E5")) w $r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k w,^g,x m w("1E")=v(e,"E5","+7") k (x,w,v,a,b,c,d,e,f) s x=$i(w("1.0",2147483648),1.9) zk w(".") s w=.000001 w "/" zwr w w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $q(w("""q""","+-+2",d))
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x s w("0")=$g(w(-.001,-1),"none") k w("1,2,3") w "/" w $d(w("+7",-3)) w "/" zwr w w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k w,^g,x s ^g(3,"--3")=f#e s ^g(-3,e)=d s x=$i(w(.000001),("2x")) zk w k (x,w,v,a,b,c,d,e,f) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $g(w("E5","aaa",f)) w "/" w $q(w(b))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x k (x,w,a,b,c,d,e,f) k (x,w,a,b,c,d,e,f) w "/" w $d(w("1,2,3","0")) w "/" w $o(^g("--3"),-1) w "/" w $na(^g(" ",2147483648))
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x s x=$i(w(".5","1E3"),("2x")) s w=$g(^g("a,b,c",4E17,"AbC123"),"none") zk w s w=$g(w("E5"),"none") s w("hello world")=3E18 s ^g(3)="12abc" w "/" w $zp(w("0")) w "/" w $d(w(1E-5,"k")) w "/" w $na(^g(3))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k w,^g,x m w(7,-.001)=v(.000001,1E10) k (x,w,a,b,c,d,e,f) m w(-1,4E17)=v(" ",c,"007") m w(1E10,e)=v(f,"a,b,c") s x=$i(w,10) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $q(w("a,b,c",1E10)) w "/" w $d(^g)
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k w,^g,x s x=$i(w("k"),2) s ^g("a",1E-5,99.99)=d s w("007",1.5)=668963'<a s w(3E18,e," ")=-.001 zk ^g("hello world","""q""") w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(w(4E17)) w "/" w $na(w)
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x k ^g("1E") k (x,w,a,b,c,d,e,f) s w("abc","+7")=$g(w(123456789012345678,2,1000000),"none") s w(-.001,"0","1,2,3")=$g(w,"none") s ^g=c k w(2147483648) k w w "/" w $q(w("abc")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k ^g s ^g(123456789012345678)=3E18 w $d(^("E5")) w $g(^(12345),$na(^(1))) w $r
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k w,^g,x m x=w(100) s $p(w,",",2)=-965855 s x=$i(w("a,b,c"),999999999999999999) s $p(^g("-5x"," "),",",("2x"))=100 m w(1.5,"0","0")=v(1E-5) s ^g(999999999999999999)=a m x(5,999999999999999999,1E-5)=w w "/" w $na(w("--3")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $d(^g)
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k w,^g,x k (x,w,v,a,b,c,d,e,f) s $p(w("k","hello world","ABC"),",",c)=238277 w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $g(w("abc")) w "/" w $na(w(1,999999999999999999))
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x s $p(^g(3,"AbC123"),",",("2x"))="""q""" s w("hello world",-3,10)=(123456789012345678) k (x,v,a,b,c,d,e,f) k w s $p(w(2147483648),",",2)=c m x(.000001)=w w "/" w $o(^g("1E"),-1) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(^g(" "))
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x s $p(^g,",",1)=a s $p(^g(".","k","a,b,c"),",",2)=b zk w m w("1,2,3")=v(f) s w("1E",123456789012345678)=d s w=(d) zk w w "/" w $d(^g) w "/" w $q(w(2147483648,-2.25,0)) w "/" w $zp(w("hello world"))
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x m x(d)=w s x=$i(w,3) w "/" w $q(w("aaa")) w "/" w $o(w(2)) w "/" w $g(w)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k ^g s ^g(999999999999999999)=-3 s ^("""q""")="abc" w $o(^("a,b,c")) w $o(^(3)) w $r
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x s x=$i(w("E5","."),(-1)) s x=$i(w(1E-5,".5",1),2) m x(f,-2.25)=w("x^y^z","ABC") k (x,v,a,b,c,d,e,f) s x=$i(w("x^y^z"),1.9) s $p(w("1E",f),",",("2x"))=b s ^g("1.2.3",7,123456789012345678)=f+" " w "/" w $g(w("007","+-+2")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x s w(2,b,2)="1,2,3" s $p(^g,",",v(1))=c s w=$g(w(b,"1.0"),"none") m w("a")=v zk ^g("a,b,c",2,2147483648) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(^g(" ")) w "/" w $o(w("."),-1)
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g("5.")=c w $d(^(10)) w $g(^("1E"),$na(^(1))) s ^(999999999999999999,"00")="" w $r
 w ! q
