excl2 ; exclusive NEW and KILL continued
 s a=1,b=2,c=3,c(1)=31,d=4
 d y1 zwr
 d y2 zwr
 d y3 zwr
 s x="(a,b)" d y4 zwr
 k (a,c) zwr
 s b=1,d=1 k (b) zwr
 k  zwr
 w "end",!
 q
y1 n (a,b) k (a) w $d(a),$d(b),! s c="new c" q
y2 n  k  s z=1 q
y3 n a k a s a=1 k  w $d(a),! s q=1 q
y4 n @x w $d(a),$d(c),! q
