undo ; NEW is undone at QUIT
 s a=1,b(1)="b1",b(2)="b2"
 d p1 zwr  d p2 zwr  d p3 zwr
 s x=$$p4 w x,! zwr
 x "n a,b s a=5 w a,$d(b),!" zwr
 d
 . n a s a="block" w a,!
 w a,!
 f i=1:1:2 d
 . n a s a=i w a," "
 w a,!
 d p5 zwr
 q
p1 n a,b s a=2,b=3,b(9)=9 zwr  q
p2 n  s z=1 zwr  q
p3 n (a) s a=a+1,y=2 zwr  q
p4() n a s a=7 q a
p5 n a d p6 w $g(a,"undef"),! q
p6 s a="set by p6" n a s a="inner" q
