LEVELS ; nested direct modes: errors in routines called from the prompt, $ZLEVEL, ZGOTO
 d a
 w "main done",!
 q
a n v s v="a" d b
 w "a done",!
 q
b n v s v="b"
 w 1/0
 w "b done",!
 q
