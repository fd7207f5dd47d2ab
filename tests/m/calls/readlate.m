readlate ; concatenations read their variables when all has been evaluated, but a WRITE writes part by part
 n x,y s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 s x="X" w x_$$w(.x)_"!",!
 s x="X" w $l(x_$$w(.x)),!
 s x="X" s x=x_x_$$c(.x) w x,!
 s x="X" s x=x_"-"_x_"+"_$$c(.x)_x w x,!
 s x="X" s x=x_("-"_$$c(.x)) w x,!
 s x="X" s x=x_(x_$$c(.x)) w x,!
 s x="X" s (x,y)=x_$$c(.x) w x,!
 s x="X" s y=1,x=x_$$c(.x)_$$c(.y)_y w x,!
 s x=1 s x=x_"-"_$i(x) w x,!
 s x=1 s x=x_$i(x)_$i(x) w x,!
 s x="X" s x=x_$s($$c(.x)=1:1,1:0) w x,!
 s x="X" s x=x_$e($$c(.x),1) w x,!
 s x="X",x(1)="V" s x(1)=x(1)_$$c(.x)_x w x(1),!
 d e,g,h
 s x="X" s @"x=x_$$c(.x)" w x,!
 s x="X" s x="-"_x_$$c(.x) w x,!
 s x="X" s x=x_$$d_$$d w x,!
 s x="X" i x_$$c(.x)="oc" w "late",!
 s x="X" s y(x_$$c(.x))=1 zwr y
 s x="X" w $$id(x_$$c(.x)),!
 s x="X" w $s(x_$$c(.x)="oc":"late",1:"early"),!
 q
e k x s x=x_$$c(.x) w x,! q
g k x s x=x_"-"_$$c(.x) w x,! q
h k x s y=x_$$c(.x) w y,! q
c(z) s z="o" q "c"
d() s x=x_"d" q "c"
w(z) w "[w]" s z="o" q "c"
id(a) q a
