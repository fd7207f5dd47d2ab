infinite ; endless loops left by QUIT and GOTO
 n i,j
 f i=1:1 q:i>5  w i," "
 w "=> ",i,!
 f i=10:-3 w i," " q:i<0
 w "=> ",i,!
 s i=0 f  s i=i+1 q:i=4
 w i,!
 f  q
 f i=1:1 g out:i=7
 w "bad",!
out w "out ",i,!
 s j=0 f  q:j>6  s j=j+1 i j#2 w j," "
 w !
 f i=1:0:3 s j=$g(j)+1 q:j>12
 w i," ",j,!

 q
