ZTNEST ; $ZTRAP is not unwound by NEW-less calls; an error deeper finds the same text at its own level
 s $zt="w ""trap at "",$zl,"" "",$p($zs,"","",2),! s n=$g(n)+1 q:n<3  h"
 d a
 w "back in main",!
 d a
 w "back again",!
 d a
 w "not reached",!
 q
a d b w "in a",! q
b d c w "in b",! q
c s x=1/0 w "in c",! q
