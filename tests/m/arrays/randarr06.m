randarr06 ; random arrays
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
init k  s a="a",b="12abc",c=2147483648,d=1E-5,e=".",f=.5,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k ^g s ^g(7)=d w $o(^(.000001)) s ^("-",4E17)=a w $r
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g s ^g("12abc")=c s ^g(1)=$g(^(3)) w $r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k w,^g,x m x("1.2.3",2,"1E")=w s ^g=(1000000) k w(3,"a,b,c","1E") m x(1,"1,2,3")=w("--3") m w(7,"aaa")=v("00") zk w(12345) w "/" zwr w w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $d(w(99.99,a,2147483648))
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x zk w(1.5,0) s w(a,a,"a")="AbC123" k (x,w,v,a,b,c,d,e,f) zk w(100,"1.2.3",e) zk ^g("12abc") w "/" w $zp(w("-5x")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $g(^g("""q""","+-+2",.000001))
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k w,^g,x m x(1E10)=w(.000001,-2.25,"12abc") k w s $p(w,",",(-1))=d zk w(c,"""q""") k (x,v,a,b,c,d,e,f) s ^g(2,"1E3","""q""")=1E-5 w "/" w $q(w(1E-5,999999999999999999,123456789012345678)) w "/" w $o(w("1.2.3"),-1) w "/" w $g(w(".5"))
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x zk w s x=$i(w,a) m w("E5",1000000,.5)=v(1E10,3," ") s w=$g(w("k",-2.25,2),"none") s x=$i(w(12345,123456789012345678,10),2) w "/" w $d(w) w "/" w $g(w("aXbXc",7,"ABC")) w "/" zwr w
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x m x(2,100,-3)=w s $p(^g(" "),",",-274161)=7 zk ^g(1) s w=$g(w("-5x","""q""",1E10),"none") s $p(^g("1e3","0"),",",2)=7 s x=$i(^g,3) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(w) w "/" w $q(w(1,"x^y^z","1.2.3"))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k w,^g,x zk w k w("+-+2",10,0) w "/" w $d(w(1,".5","abc")) w "/" w $g(^g(" ",".")) w "/" zwr w
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k ^g s ^g("x^y^z")=f w $o(^(d)) w $g(^(.000001),$na(^(1))) w $r
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x k (x,w,a,b,c,d,e,f) m x(" ")=w("hello world",".5") k (x,w,v,a,b,c,d,e,f) zk w s w(1.5,1.5,10)=b w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(w(f,"x^y^z")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k ^g s ^g("-5x")=1E-5 w $d(^(-3)) w $o(^(3)) w $d(^(2)) w $r
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k ^g s ^g("ABC")=2147483648 s ^g(1)=$g(^("E5")) w $r
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k w,^g,x k w("a,b,c",0) k (x,w,a,b,c,d,e,f) w "/" w $zp(w("""q""")) w "/" w $o(^g(2)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x s $p(^g("ABC"),",",0)=e s w(f)=$g(w(-1),"none") m w=v("a","+7","k") w "/" w $na(w("1.0")) w "/" w $o(w(f)) w "/" w $o(^g(f),-1)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x k ^g(b,0,-3) s $p(w(7,-.001,"E5"),",",(-1))=-46848 s x=$i(w,"") k (x,v,a,b,c,d,e,f) zk w(-1) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w w "/" w $g(w("00",7,100))
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x k (x,w,a,b,c,d,e,f) k w("""q""",.5) k (x,v,a,b,c,d,e,f) zk w(a) m w(-1,1)=v("--3","007") w "/" w $zp(w(2)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $d(w(2))
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k w,^g,x s w=$g(^g(b),"none") s w(3)=7 zk ^g("+-+2") s w(2147483648,"--3",f)=$g(w(2,"hello world",1.5),"none") s x=$i(w(e,"hello world"),(-1)) s w("-0","1e3")=$g(^g("1.2.3"),"none") w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(^g(-.001))
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x k w("hello world",10) zk w("-","-0") k (x,v,a,b,c,d,e,f) s x=$i(w(0,1000000),("2x")) zk w(5) w "/" w $o(w("1E")) w "/" w $g(^g(b,".",1E-5)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x s ^g("AbC123")=$FN(c,"+",1) s w("007")=v("x") s $p(^g(".5","abc",d),",",("2x"))=999999999999999999 w "/" w $q(w) w "/" w $d(w("--3")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g("1E")=-.001 w $d(^(f)) w $g(^("1e3"),$na(^(1))) s ^(1,-1)=v(2) w $d(^(a)) w $r
 w ! q
