ref ; aliases and by reference calls
 s a=1 s *b=a d inc(.a) w a,b,! d inc(.b) w a,b,!
 d both(.a,.b) zwr
 d al(.c) zwr
 s *h=$$id(.a) s h="h" w a,!
 d nw(.a) zwr
 q
inc(x) s x=x+1 q
both(x,y) s x="x",y=y_"y",y(1)=x q
al(z) s z="z" s *zz=z q
id(v) q *v
nw(v) n v s v="inner" q
