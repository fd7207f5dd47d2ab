silent ; a host that drops what it is sent: OPEN ends at its timeout
 n t0,t f t=0,.5,1.2 s t0=$$now^spu o "c":(connect="127.0.0.1:"_$zcmdline_":TCP"):t:"SOCKET" u $p w "$TEST=",$t," ",$$el^spu(t0),!
 q
