argless ; argumentless forms
 n x s x=0
 d
 . s x=1
 w x,!
 f  s x=x+1 q:x>5
 w x,!
 i x>5
 i  w "if no arg",!
 e  w "bad",!
 f  q
 f  d  q:x>8
 . s x=x+1
 w x,!
 k  w $d(x),!
 n  s y=1 w $d(y),!
 l
 zwr
 tstart  tcommit
 d  d  w "end",!
 . w "dot ",!
 q
