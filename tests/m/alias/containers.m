containers ; alias container variables in arrays
 s a("x")=1 s *c(1)=a zwr
 s *d=c(1) s d("y")=2 zwr a
 w c(1)="",$d(c(1)),!
 k *a zwr
 k *c(1) zwr
 k *d zwr
 w "--",! s e="v" s *f("k")=e k *e s *g=f("k") w g,!
 zwr
 s f("k")="plain" zwr
 k  s a=1 s *b(1)=a,*b(2)=a,*q=b(2) s q=2 zwr
 m r=b zwr r
