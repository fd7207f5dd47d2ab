randarr05 ; random arrays
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
init k  s a=5,b="-",c="1.0",d=".5",e="1E3",f=-1,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " k ^g s ^g("ABC")=.5 k ^("1E") s ^g(1)=$g(^(1.5)) s ^("--3","--3")="+-+2" s ^(2)=f w $r
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " k ^g s ^g(7)=c w $o(^("+-+2")) w $r
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " k w,^g,x m w=v(10) s w=$g(w(1,"1e3","k"),"none") k w k w s w("00",.000001)=f w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $q(w("AbC123")) w "/" w $o(^g("""q"""))
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " k w,^g,x m w("0")=v s w(3,"00",1E10)=d s w("1,2,3")=$g(w(3,"aXbXc",2),"none") zk w("AbC123",2) w "/" w $na(^g) w "/" w $g(w(4E17,3)) w "/" w $o(^g("00"))
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " k ^g s ^g(100)=b s ^("007",d)=d w $r
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " k w,^g,x zk w(.000001,-1,"1.2.3") m w(3,"12abc","a,b,c")=v("--3",2,c) m w=v s w("1,2,3","0",1.5)=+v(1) k (x,w,v,a,b,c,d,e,f) w "/" w $zp(w("-")) w "/" w $na(w("a","12abc")) w "/" w $d(w)
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " k w,^g,x s $p(w(d,"."),",",7)="a" k w(1,c) s $p(w("1.0"),",",3)="-5x" w "/" w $na(w(.5,f)) w "/" w $g(w("k","5.")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " k w,^g,x s x=$i(w(-1),1.9) s x=$i(w(1,1E10,123456789012345678),2) m x("AbC123")=w(1E-5) w "/" w $d(w) w "/" zwr w w "/" w $q(w(1.5))
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " k ^g s ^g("0")=7 s ^g(1)=$g(^(d)) w $o(^(10)) w $g(^(.000001),$na(^(1))) w $r
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " k w,^g,x s ^g("AbC123",-1)="00" m w("007","5.")=v(f) s w(" ",c)=$A(d) s w(5,3)=e w "/" w $o(w(10),-1) w "/" w $na(w) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " k ^g s ^g("AbC123")=v(2) k ^("1E") w $r
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " k ^g s ^g(-2.25)=d w $g(^("--3"),$na(^(1))) s ^("00",7)="00" w $o(^("1E3")) k ^("1,2,3") w $r
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " k w,^g,x k w("-0",d) k (x,v,a,b,c,d,e,f) s w("1.2.3","5.")=$g(^g(" "),"none") w "/" w $q(w("AbC123",3E18,"k")) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $zp(w("a,b,c"))
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " k w,^g,x s x=$i(w,10) s w(f,"hello world",1)=$g(^g,"none") k (x,v,a,b,c,d,e,f) s $p(w,",",0)=c s w(b)=$g(w,"none") k (x,w,a,b,c,d,e,f) k (x,v,a,b,c,d,e,f) w "/" w $zp(w(3E18)) w "/" s q="^g" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $g(w("aaa",f,d))
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " k w,^g,x s $p(w(1E10,a,"--3"),",",3)="." zk ^g k (x,w,v,a,b,c,d,e,f) s w=$g(w("a,b,c"),"none") k ^g(100,2147483648,1.5) s x=$i(w(2,100,b),(-1)) w "/" w $o(^g("x^y^z"),-1) w "/" w $d(w(f,-1,"--3")) w "/" w $o(^g("1.2.3"))
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " k w,^g,x s w(2)=0 s $p(^g,",",1.9)=b s w=(d) s w("x^y^z","aXbXc",2147483648)=$g(w,"none") k w("aXbXc","--3") k ^g(e,"a","1e3") k (x,v,a,b,c,d,e,f) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";" w "/" w $zp(w("--3")) w "/" w $o(w("0"),-1)
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " k ^g s ^g(2147483648)=b s ^("aaa")=b w $o(^(f)) w $g(^("a"),$na(^(1))) w $r
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " k w,^g,x s $p(w(7),",",3)=e s $p(w(a,"x^y^z","aXbXc"),",",2)=3E18 w "/" w $d(w(1)) w "/" w $q(w("007")) w "/" s q="w" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " k ^g s ^g(3E18)="007" w $o(^("""q""")) k ^("-0") s ^g(1)=$g(^("1E3")) w $r
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " k ^g s ^g("+-+2")=f k ^("E5") w $r
 w ! q
