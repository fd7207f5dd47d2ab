basic ; SET * makes aliases
 s a=1,a(1)=2
 s *b=a zwr
 s b=5,a(2)=3 zwr
 k b(1) zwr
 k *b zwr
 w $d(b),!
 s *c=a k *a zwr
 w $d(a),c,!
 k  s x=1 s *y=x,*z=y zwr
 s x="all" w y,z,!
 k *y s y=9 w x,y,z,!
 k x w $d(z),!
 k * w "killed all",! zwr
