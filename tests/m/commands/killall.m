killall ; argumentless KILL and KILL with globals
 s a=1,^g(1)=1 k  w $d(a),$d(^g),! s a=1,b=1 k (a) w $d(a),$d(b),!
 k ^g(1) w $d(^g),! s ^g(1)=1,^h(1)=1 k ^g,^h w $d(^g),$d(^h),!
 s a(1)=1,a(2)=2 k a(1),a(2) w $d(a),! s a=0,a(1)=1 k a(1) w $d(a),!
 s x=1,y=2,z=3 k (x,z) w $d(x),$d(y),$d(z),! k x,(z) w $d(x),$d(z),!
 f i=1:1:3 s v(i)=i
 f i=1:1:3 k:i#2 v(i)
 zwr v k v k v k v(1,2,3) w "ok",!
 s q=1 d p w $d(q),! s q=1 x "k q" w $d(q),!
 s @"i"=1 k @("i") w $d(i),! s i=1 k @"(zz)" w $d(i),!
 q
p k q q
