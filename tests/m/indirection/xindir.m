xindir ; XECUTE nested with indirection and NEW
 n x,y,z
 s x="s y=""w z,!"" s z=1 x y s z=2 x y" x x
 s x="n q s q=5 w q,!" x x w $d(q),!
 s x="s @""z""=3" x x w z,!
 s x="w @y,!",y="z" x x
 s x="d lab" x x s x="d lab w ""after"",!" x x
 s x="f i=1:1:3 s @(""v""_i)=i" x x w v1,v2,v3,!
 s x="i 1 w ""t"",! x ""e  w """"bad""""""" x x
 s x="q:1  w ""bad""" x x
 s x="x:1 ""w """"n"""",!""" x x
 s x="w $st,! x ""w $st,!""" x x
 s x="s $p(s,"","",3)=""p""" x x w s,!
 s x="k (x)" x x zwr
 q
lab w "lab ",$st,! q
