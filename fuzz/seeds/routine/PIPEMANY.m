PIPEMANY ; several PIPEs at a time, much data, INDEPENDENT
 f i=1:1:3 o "p"_i:(command="cat")::"PIPE"
 f i=3:-1:1 u "p"_i w "to ",i,! 
 f i=1:1:3 u "p"_i w /eof r x(i)
 u 0 zwr x f i=1:1:3 c "p"_i
 o "w":(command="wc -lc | tr -s ' '")::"PIPE" u "w" f i=1:1:2000 w "line number ",i,!
 w /eof r x u 0 w x,! c "w"
 o "i":(command="sleep 0.2; echo done > i.txt":independent)::"PIPE" c "i"
 f i=1:1:40 q:$zsearch("i.txt",i)'=""  h .1
 w i>1,!
 o "s":(command="seq 1 5000")::"PIPE" u "s" s t=0 f  r x q:$zeof  s t=t+x
 u 0 w t,! c "s" w $zclose,!
 q
