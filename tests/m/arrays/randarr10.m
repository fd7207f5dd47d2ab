randarr10 ; random arrays
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
init k  s a=1.5,b=10,c=2147483648,d="-0",e=1000000,f=1000000,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k w,^g,x s x=$i(w("."),10) s w=$g(w(3E18,3),"none") s x=$i(w("abc",99.99),("2x")) s w(-1,3,"AbC123")=$g(^g,"none") m x(-3,3E18)=w w "/" w $g(w("5.","aaa"," ")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g s ^g("1,2,3")=3 s ^(b)="0" w $d(^(1.5)) w $o(^("-5x")) s ^g(1)=$g(^(123456789012345678)) w $r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k w,^g,x m w(123456789012345678,-1)=v k (x,w,a,b,c,d,e,f) s $p(w("-","1E","a"),",",3)=-1 s $p(^g,",",1.9)=v("x") m x("1e3")=w("ABC",c,a) w "/" w $d(w) w "/" w $na(w(".","E5",a)) w "/" w $o(^g("aXbXc"),-1)
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k ^g s ^g(.000001)=v(1) s ^(7,"5.")="E5" w $r
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k w,^g,x m w(2)=v("1e3") s x=$i(w(99.99,100,"abc"),2) zk ^g(5,2147483648,10) w "/" w $g(w("1.0",".",2)) w "/" w $zp(w(".")) w "/" w $o(w("x^y^z"),-1)
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x s x=$i(^g,(-1)) s w=$g(^g("--3",3),"none") s ^g("1,2,3",12345,"abc")="" k ^g w "/" w $o(w(a)) w "/" zwr w w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x s x=$i(w,3) k (x,v,a,b,c,d,e,f) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(w(12345),-1) w "/" zwr w
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k w,^g,x s ^g("12abc")="1E3" k (x,w,v,a,b,c,d,e,f) s x=$i(w(5,.000001),(-1)) k (x,w,a,b,c,d,e,f) k ^g(3E18,.000001,99.99) s w("E5")=999999999999999999 m w(2,1,12345)=v("abc",.000001,"1,2,3") w "/" w $q(^g("1,2,3","k",e)) w "/" w $na(w("5.",1E10,.000001)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k w,^g,x k w s ^g(1E10,2)="1.0" k (x,v,a,b,c,d,e,f) s w(" ")=(d) s $p(^g("1E","a,b,c",-1),",",4)=e w "/" zwr w w "/" w $q(w("a","+7",c)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x m w("1E3",999999999999999999)=v(e,"-") s w=$g(w("1.2.3",999999999999999999),"none") w "/" w $zp(w(1.5)) w "/" w $d(w(100)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k w,^g,x s x=$i(w("AbC123","-0"),0) k (x,v,a,b,c,d,e,f) w "/" w $g(w(1E-5,f)) w "/" w $na(w) w "/" w $d(w)
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k ^g s ^g(2)="0" s ^g(1)=$g(^(d)) s ^(.5)=10 w $r
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k w,^g,x s x=$i(w("-5x"),1) s ^g(2147483648)=1'!v(2) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(^g(0),-1) w "/" w $d(w)
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k ^g s ^g("""q""")=" " w $g(^("abc"),$na(^(1))) k ^("00") w $r
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x s w(.000001,".",1)=c s $p(^g,",",715830)=e s w("x^y^z","1e3",d)=f zk w s x=$i(w(a,7,1E10),f) zk ^g k w("007",-3) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(w(3E18,-2.25)) w "/" w $o(w(2))
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k ^g s ^g("ABC")=0 k ^(3) w $d(^(100)) k ^(2) w $r
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k w,^g,x s w(2)=$g(w,"none") s w=$g(w("k",f,3E18),"none") s $p(w("+-+2",1E10),",",0)=1E10 w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $zp(w("aaa")) w "/" w $na(w)
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x s $p(w(3,1.5,1),",",3)="abc" s w("007")=$g(^g(c),"none") s w("+-+2",1E10,"a")=$g(w("aXbXc",5),"none") m w(-1,"aaa",1000000)=v("ABC",a) m w(1.5)=v("0","k",1000000) s x=$i(w(123456789012345678,1),3) s w("1.0","x^y^z")=$g(^g,"none") w "/" w $o(^g("aXbXc"),-1) w "/" zwr w w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x s w(5,"+-+2")=$g(^g("aaa","0"),"none") s ^g(-3,.000001)=.5 k (x,w,a,b,c,d,e,f) m w(1,4E17,"1.0")=v w "/" w $d(w(d,f)) w "/" w $o(w(2)) w "/" w $na(w)
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g("hello world")=".5" w $g(^(".5"),$na(^(1))) s ^(1.5,1)=123456789012345678 s ^("ABC","-0")=b s ^g(1)=$g(^("AbC123")) w $r
 w ! q
