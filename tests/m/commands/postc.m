postc ; postconditionals everywhere
 n a,b s a=1,b=0
 s:a x=1 s:b x=2 w x,!
 s:(a=1)&(b=0) x=3 w x,!
 w:a "w1",! w:b "w2",! w:'b "w3",!
 d:a s1 d:b s1 d s1:a,s2:b,s2:a
 k:b x w $d(x) k:a x w $d(x),!
 n:b a w $d(a),!
 x:a "w 1" x:b "w 2" x "w 3":a,"w 4":b w !
 i 1 w:b "no" w:a "yes",!
 f i=1:1:5 w:i#2 i
 w !
 h:b 10 m:a m=a w $d(m),!
 zwr:a m
 w:$s(a:1,1:0) "select",!
 w:a=1!b "or",!
 w:"abc"["b" "contains",!
 w:"" "no" w:"0" "no" w:"1x" "yes",!
 l:a zl l:b  l
 f i=1:1 q:i=4  w i
 w !
 g:b bad g:a g1
bad w "bad",!
g1 g bad:b,g2:a
g2 w "g2",!
 q:b  q:a
 w "bad",!
s1 w "s1",! q
s2 w "s2",! q
