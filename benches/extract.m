extract ; $EXTRACT and $ASCII a character at a time
 n n,i,j,s,t s n=$s($zcmdline:+$zcmdline,1:250000),t=0
 s s="The quick brown fox jumps over the lazy dog, 0123456789."
 f i=1:1:n f j=1:1:$l(s) s t=t+$a($e(s,j))
 w "extract ",t," ",$e(s,5,9),!
 q
