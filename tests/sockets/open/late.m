late ; a listener that appears while OPEN waits; interrupts meanwhile
 n t0,n,p s n=0,p=$j,$zint="s n=n+1",t0=$$now^spu
 zsystem "(for i in 1 2 3 4 5 6; do sleep 0.1; kill -USR1 "_p_"; done) >/dev/null 2>&1 &"
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":delim=$c(10)):20:"SOCKET" u $p w "$TEST=",$t," ",$$now^spu-t0>.8," interrupts: ",n>1,!
 u "c" r v:9 d rd^spu("read",v)
 q
