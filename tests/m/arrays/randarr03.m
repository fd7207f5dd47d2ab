randarr03 ; random arrays
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
init k  s a=123456789012345678,b=5,c=3E18,d="aXbXc",e=2,f="1,2,3",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k ^g s ^g("1.2.3")=668186 s ^("--3")=c s ^("-5x",99.99)=a k ^(.000001) w $r
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k w,^g,x s w("aaa")=b m x=w("1E3",a,.5) m x(999999999999999999,"5.",d)=w zk w("5.") m w(3)=v(".","+7","1.0") m w("--3")=v s ^g("aaa",e,e)="+7" w "/" w $d(w(d,5,".5")) w "/" w $g(w("abc",7)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k ^g s ^g(1E-5)=3 s ^(123456789012345678,b)="--3" w $r
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x s w(d,2,1)=$g(w("1e3"),"none") s w(-1)=$g(^g("abc",d,"1e3"),"none") m w=v(" ") s w(12345,"ABC","a,b,c")="E5" s w(999999999999999999,"0","00")=$g(w("."),"none") w "/" zwr w w "/" w $q(w("5.",3)) w "/" w $d(w("aXbXc",f,"""q"""))
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k ^g s ^g(4E17)=v(2) w $o(^("1.2.3")) k ^("+7") s ^(1)=c s ^g(1)=$g(^(1)) w $r
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x s ^g(2)=$O(v(10),1) zk w k ^g("1,2,3","hello world","abc") w "/" w $o(^g(0)) w "/" w $g(w(1)) w "/" w $na(w("007",-.001))
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x s ^g(.5,1E-5)=d k w("E5","E5","007") w "/" w $o(w("aaa")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $d(w("00"))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k w,^g,x s $p(w("a,b,c",1.5),",",0)=a s $p(w(2),",",.000001)=.5 s ^g=2147483648 w "/" w $o(^g(10),-1) w "/" w $o(w("0")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k w,^g,x m w=v(-.001,1E-5,"1E3") s ^g(1E-5,1E10,4E17)=.5&"AbC123" s $p(^g(1E10,12345,.5),",",-.001)=-2.25 s x=$i(w("12abc"),4) k w(1E10,3,4E17) s x=$i(w(999999999999999999),v(1)) k w w "/" w $d(^g("1E3","""q""")) w "/" w $zp(w("-0")) w "/" w $na(w("--3"))
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x s $p(^g,",",("2x"))=99.99 s $p(^g("00","x^y^z","007"),",",2)="-5x" w "/" w $o(^g("a"),-1) w "/" w $g(w(3,"abc","abc")) w "/" w $o(^g("""q"""))
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k w,^g,x m w(2,"aaa")=v("5.",1.5) s w=$g(w,"none") w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(^g("00")) w "/" w $q(w("abc"))
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k ^g s ^g(2)=v(1) w $d(^(".5")) s ^("1.0")=b k ^(123456789012345678) w $r
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k ^g s ^g("-")=a w $g(^("""q"""),$na(^(1))) s ^(7)="""q""" k ^("-5x") w $r
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x s x=$i(w("1.0","12abc"),0) s w("hello world",c,"-")=$g(w("AbC123"),"none") s x=$i(w("AbC123"),10) s ^g(-3,2,1.5)=$I(f,1) m w(.000001)=v("aaa") s w("""q""",".",c)=$g(^g,"none") s w(2147483648,"12abc","--3")="1E3"*v(2) w "/" w $na(w) w "/" w $o(w("AbC123"),-1) w "/" w $q(w)
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x s x=$i(w(d,"--3",12345),4) zk ^g(1,"E5","--3") s x=$i(w("5.",2,1.5),1) m x=w s w(d)="a" s $p(^g,",",1.9)=v(1) s w(.5,2)=$g(w(b),"none") w "/" w $g(^g(3E18,"+-+2")) w "/" zwr w w "/" w $q(^g(100,4E17,a))
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x s w(1.5,1000000)=$g(w(f,"1.2.3",2),"none") m x=w("aaa",b,3) k (x,v,a,b,c,d,e,f) k ^g("aXbXc","aXbXc",1000000) w "/" w $q(^g(0,10)) w "/" w $g(w(4E17,"0","007")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k w,^g,x m x("12abc")=w m x(".","+7")=w m w=v("--3",a,"1.2.3") zk w(-1,100,"1.0") w "/" w $na(w(3E18)) w "/" w $o(w(.000001),-1) w "/" w $q(^g("E5","-5x","1E"))
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x s x=$i(^g(" ","-5x","hello world"),c) k (x,w,v,a,b,c,d,e,f) k (x,v,a,b,c,d,e,f) w "/" w $q(^g) w "/" w $zp(w("5.")) w "/" w $o(^g(e))
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k ^g s ^g("-")=b s ^g(1)=$g(^(-2.25)) k ^("ABC") s ^("ABC")=c k ^("aXbXc") w $r
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g(99.99)=100 w $o(^("a,b,c")) w $o(^(.000001)) s ^(1.5,b)=b w $r
 w ! q
