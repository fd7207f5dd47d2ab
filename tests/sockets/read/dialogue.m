dialogue ; an echo server that a script talks to
 n v,n,h,k
 o "s":(listen=$zcmdline_":TCP":attach="L":delim=$c(10)):9:"SOCKET" u "s":(width=1048576:nowrap) w /listen(5)
 f n=1:1:2 w /wait(20) s k=$key,h=$p(k,"|",2) u $p w $p(k,"|"),! u "s" d talk c "s":socket=h u "s"
 u $p w "done ",$zsocket("s","NUMBER"),!
 q
talk f  r v q:$zeof  w "echo ",n,": ",v,! u $p w $l(v),! u "s"
 q
