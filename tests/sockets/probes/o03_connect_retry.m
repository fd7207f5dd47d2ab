o03 ; CONNECT waits for a listener that appears after one second
 n p,t0 s p=$zcmdline,t0=$$now^spu
 o "a":(connect="127.0.0.1:"_p_":TCP":attach="x"):10:"SOCKET" u $p w "$TEST=",$t," ",$$el^spu(t0),!
 u "a" d st^spu("connected")
 u $p zshow "D"
 q
