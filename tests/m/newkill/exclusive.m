exclusive ; exclusive NEW
 s a=1,b=2,c=3,c(1)=31,d=4
 d x1 zwr
 d x2 zwr
 d x3 zwr
 d x4(.a,b) zwr
 d x5 zwr
 q
x1 n (a,c) w $d(a),$d(b),$d(c),$d(d),! s a=10,b=20,c(2)=32 q
x2 n (x2) q
x3 n (nosuch) w $d(a),! s nosuch=1,a=5 q
x4(p,q) n (p) w $d(a),$d(q),p,! s p="by ref" q
x5 n (a) n a s a=0 d x6 w $d(c),! q
x6 s c="x6" q
