races ; clients that connect, send and go at once: each is accepted, and read to its end
 n k,v,h,n,all s all=0,n=0
 o "s":(listen=$zcmdline_":TCP":attach="L":delim=$c(10)):9:"SOCKET" u "s" w /listen(50)
 f  q:n'<60  w /wait(20,"READ","L") s k=$key,h=$p(k,"|",2) d one s n=n+1 c "s":socket=h u "s"
 u $p w n," ",all," left: ",$zsocket("s","NUMBER"),!
 q
one f  r v:9 s all=all+v q:$zeof
 q
