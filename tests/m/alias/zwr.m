zwr ; ZWRITE of aliases
 s a="val",a(1)=1 s *b=a,*c(1)=a,*c("x",2)=a
 zwr
 w "--",! zwr b
 w "--",! zwr c
 w "--",! zwr c(1),c("x",2)
 w "--",! zwr a,b
 zsh "v":z zwr z
 k *a,*b,z w "--",! zwr
 w "--",! s d(1)=5 s *e("q")=d k *d zwr
 s *f("r")=e("q") w "--",! zwr e,f
