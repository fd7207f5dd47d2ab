o10 ; OPEN :CONNECT to a live listener with short timeouts, and how long a successful OPEN takes
 n t,t0,e,p s p=$zcmdline
 f t=0,.01,.05,.2,.5,1,5 d
 . s t0=$$now^spu o "c":(connect="127.0.0.1:"_p_":TCP":attach="c"):t:"SOCKET" s e=$$now^spu-t0
 . u $p w "timeout ",t,": $TEST=",$t," took ",$$tm^spu(e),! c "c"
 s t0=$$now^spu o "c":(connect="127.0.0.1:"_p_":TCP":attach="c")::"SOCKET" s e=$$now^spu-t0
 u $p w "no timeout: took ",$$tm^spu(e),! c "c"
 s s="srv" o s:(listen=$ztrnlnm("TMPD")_"/x.sock:LOCAL":attach="L")::"SOCKET"
 f t=0,.05,1 s t0=$$now^spu o "u":(connect=$ztrnlnm("TMPD")_"/x.sock:LOCAL":attach="c"):t:"SOCKET" s e=$$now^spu-t0 u $p w "LOCAL timeout ",t,": $TEST=",$t," took ",$$tm^spu(e),! c "u"
 q
