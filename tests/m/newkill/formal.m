formal ; formal parameters are NEWed
 s x="outer",y=1 d p(5) w x,y,! d p() w x,! d p(.y) w x,y,! w $$r(3),x,!
 d two(1) w $d(a),$d(b),! s a="A" d two(.a,2) w a,! d three(a,.a) w a,!
 d shadow("s") w x,! d kill(.x) w $d(x),! 
 q
p(x) w $g(x,"none")," " s x="changed" q
r(x) q:x=0 "" q x_$$r(x-1)_x
two(a,b) s a=$g(a)_"+",b=9 q
three(b,a) s a=a_b,b="lost" q
shadow(x) n x s x="inner" w x," " q
kill(z) k z q
