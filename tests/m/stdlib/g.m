g ; %G: lists
 d globals,^%G w "|",! d ^%G,^%G d show("x.txt")
 q
globals s ^A=1,^A(1)="one",^A(1,"x y")="q""uote",^A("z")=$c(1,200),^A("two")="two and one",^AB(1)="one more",^ABC="",^B(-1.5)=5,^B("")="null",^%X=3,^b=4
 s ^Cabcdef=1,^Cabcdefg=1,^Cabcdefgh=1,^Cabcdefghi=1,^Cabcdefghijklmnopqr=1,^Cabcdefghijklmnopqrstuvwxyz12345=1,^Cb=1 f i=1:1:25 s @("^D"_i)=i
 s ^M="aXbXcXX",^M(1,"a very long subscript",3)="X and X",^M("ctl")=$c(200)_"X",^E="X1.5E3",^N(1)=10,^N(2)=1010,^N(3)="",^N("X")="Y"
 q
show(file) ; a file, without its date
 n d,l
 o file:readonly u file f  r l q:$zeof  s d=$f(l,"-20") s:d $e(l,d-9,d+10)="DATE" u $p w file,": ",l,! u file
 c file u $p q
