randarr04 ; random arrays
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
init k  s a="""q""",b=2147483648,c=123456789012345678,d=100,e=".",f="abc",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k ^g s ^g(f)=1.5 w $d(^("-5x")) w $g(^("""q"""),$na(^(1))) w $r
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k w,^g,x zk ^g k (x,w,a,b,c,d,e,f) k w(-.001,a,"1E3") m x(-1,5)=w k w s w=10#"aXbXc" w "/" w $zp(w("aXbXc")) w "/" w $q(w(4E17,c)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k ^g s ^g(999999999999999999)=306579 k ^(a) w $o(^(-1)) w $d(^("1E")) w $r
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x m x(e,4E17)=w("1.0") k w(7) s x=$i(w(100,"a,b,c","1E"),99.99) s x=$i(w(-3,"1e3",5),3) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w w "/" w $o(w(2),-1)
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k ^g s ^g("-5x")=d s ^(1.5)="1.2.3" w $d(^("1.0")) k ^(".") w $r
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k ^g s ^g("AbC123")="+-+2" k ^("1.2.3") k ^("12abc") s ^("1E3")="a,b,c" w $r
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x zk w m x("-","00")=w("+-+2",1E-5,"5.") w "/" w $na(^g(7)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $zp(w("0"))
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k ^g s ^g("x^y^z")=400195 k ^(12345) s ^(99.99)=b s ^(-.001)="00" w $g(^(2),$na(^(1))) w $r
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k ^g s ^g(-2.25)=d s ^("aXbXc")=2147483648 s ^g(1)=$g(^(3E18)) s ^g(1)=$g(^(2147483648)) s ^g(1)=$g(^("ABC")) w $r
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x k w(2147483648,d) k w("1E3") m x("12abc","--3","12abc")=w("1.0") w "/" w $o(^g("E5")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $na(^g("1.2.3",a))
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k w,^g,x m w=v(.000001) s x=$i(w("0","1.2.3"),4) s ^g=d k ^g("+-+2","1E") zk w("hello world") k w(100) s ^g=-732860 w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $o(w("x^y^z")) w "/" zwr w
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k w,^g,x s $p(^g,",","007")=" " k ^g(999999999999999999) zk w("aXbXc","+7","12abc") k (x,v,a,b,c,d,e,f) s w=$g(w,"none") s w(".5")=$g(^g(0,"-0","+7"),"none") m w(4E17,"x^y^z",-.001)=v("1.2.3",999999999999999999,".5") w "/" w $na(w("ABC",".5",a)) w "/" w $d(^g("007","1E",3)) w "/" w $g(^g(3))
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k w,^g,x k w(2147483648,"1E3","1e3") m w(d)=v(".5","a,b,c") m w(.000001,f,b)=v("5.",1E10,1) k ^g(".5") w "/" w $o(w("1.2.3")) w "/" zwr w w "/" w $zp(w("abc"))
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x s $p(w("0",4E17,-.001),",",(-1))=999999999999999999 s w=$g(w("1.2.3","1.0",b),"none") s w=$g(^g(10),"none") k w(3,".5") s x=$i(w(-3),1E-5) s x=$i(w("1E3",.5),0) s $p(w(c),",",10)=-2.25 w "/" w $o(^g(c)) w "/" w $q(w) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k ^g s ^g("1,2,3")=v(2) w $d(^(1)) k ^("+-+2") w $r
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x k (x,w,v,a,b,c,d,e,f) s w=$g(w,"none") k ^g m w=v("007",d) s ^g(-2.25)=$P(e,"b") w "/" w $g(w(3,f)) w "/" w $d(w(".5",99.99,"hello world")) w "/" w $na(^g(3))
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k ^g s ^g("1.0")=853799 w $d(^("5.")) w $r
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x k w m x=w("a",-1) s w(2147483648,.5)=b m x("a",b,123456789012345678)=w m x("E5",c)=w(.5) k w(99.99) w "/" w $d(^g) w "/" w $zp(w(-3)) w "/" w $na(^g("1,2,3",1E-5,"aaa"))
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k w,^g,x s ^g=$F("a,b,c","x^y^z",1.5) m w(1)=v(" ","1E3") s x=$i(w(-2.25,"k"),2) s ^g(100,a)=1 w "/" w $g(^g) w "/" w $q(^g(" ",1000000)) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k w,^g,x s ^g(3E18)=a m x("AbC123")=w(f) s $p(w(5),",",436531)=-137239 m w=v("hello world") k ^g("1e3") k (x,v,a,b,c,d,e,f) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" zwr w w "/" w $q(^g(4E17))
 w ! q
