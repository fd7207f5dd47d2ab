byref ; call by reference
 n a,b,c s a=1,b(1)="x",b(2)="y"
 d inc(.a) w a,! d inc(.a),inc(.a) w a,!
 d sum(.b) d fill(.c,3) zwr c
 d swap(.a,.d) w $g(a,"undef"),$g(d),!
 s a=1,d=2 d swap(.a,.d) w a,d,!
 d kil(.b) w $d(b),! d new(.a) w a,!
 d two(.a,.a) w a,!
 d pass(.a) w a,!
 d undef(.zz) w $d(zz),$g(zz),! d undef2(.z3) w $d(z3),!
 d mix(a,.a) w a,!
 d opt(.q) w $d(q),!
 s x=$$f(.cnt),x=$$f(.cnt) w cnt,x,!
 d ord(.a,.b1) zwr b1
 q
inc(x) s x=x+1 q
sum(l) n i,t s t="",i="" f  s i=$o(l(i)) q:i=""  s t=t_l(i)
 w t,! q
fill(l,n) n i f i=1:1:n s l(i)=i*i
 q
swap(x,y) n t s t=$g(x) s x=$g(y),y=t q
kil(x) k x q
new(x) n x s x=99 q
two(x,y) s x="X",y=y_"Y" q
pass(x) d inc2(.x) q
inc2(y) s y=y_"+" q
undef(x) s x="set" q
undef2(x) q
mix(x,y) s x="lost",y=y_"kept" q
opt(x,y) w $d(x),$d(y),! q
f(c) s c=$g(c)+1 q c*10
ord(x,y) s y(1)=x,y(1,2)=3 q
