ZINTR ; $ZINTERRUPT runs between commands when the process signals itself
 s $zint="w ""interrupt at "",$zl,"" "",$zini,! s n=$g(n)+1"
 w $zint,!
 zsystem "kill -USR1 "_$j
 f i=1:1:50 q:$g(n)  h .1
 w "n=",n," ",$zini,!
 s $zint="s x=1/0",$et="w ""trap "",$zini,"" "",$p($zs,"","",3,4),! s $ec="""""
 d w
 w "after ",$zini,!
 q
w n i s y=0 zsystem "kill -USR1 "_$j
 f i=1:1:20 h .1 q:y
 q
