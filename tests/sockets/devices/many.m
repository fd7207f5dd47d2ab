many ; more sockets than select(2) can wait for
 ;@env gtm_max_sockets=3000
 n i,n,k,v s n=1100
 o "s":(listen=$ztrnlnm("TMPD")_"/m.sock:LOCAL":attach="L":delim=$c(10))::"SOCKET"
 f i=1:1:n o "c":(connect=$ztrnlnm("TMPD")_"/m.sock:LOCAL":attach="c"_i:delim=$c(10)):9:"SOCKET" u "s" w /wait(9,"READ","L")
 f i=1,2,1050,n u "c":socket="c"_i w "hello ",i,! u "s" w /wait(9) s k=$key r v:9 u $p w $p(k,"|")," ",v,!
 u $p w $zsocket("s","NUMBER")," ",$zsocket("c","NUMBER"),!
 q
