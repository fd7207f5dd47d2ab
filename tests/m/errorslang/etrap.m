etrap ; $ETRAP basic trapping at levels
 n $et s $et="d trap"
 d a w "after a",! d b w "after b",!
 s x=$$c w "after c ",x,!
 x "w 1/0" w "after x",!
 d
 . w zz
 . w "bad",!
 w "after block",!
 f i=1:1:3 d d(i)
 w "end",!
 q
trap w "[",$zs,"|",$ec,"|",$st,"|",$zl,"]",! s $ec="" q:$q "trapval" q
a w 1/0 w "bad" q
b d b2 w "b continues",! q
b2 s x=zz q
c() q a(1)
d(n) w "d",n,! w:n=2 noexist
 w "d end",n,! q
