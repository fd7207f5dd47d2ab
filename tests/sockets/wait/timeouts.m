timeouts ; WAIT, READ and OPEN on idle sockets time out
 n t0,i,v,h,k
 o "s":(listen=$zcmdline_":TCP":attach="L":delim=$c(10)):9:"SOCKET" u "s" w /listen(9)
 w /wait(0) d say("WAIT 0") w /wait(.3) d say("WAIT .3")
 s t0=$$now^spu w /wait(.3) d say^spu($$el^spu(t0))
 o "n":(connect="127.0.0.1:"_($zcmdline+1)_":TCP"):.3:"SOCKET" d say("OPEN .3, refused")
 f i=1:1:6 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c"_i):20:"SOCKET" d say("OPEN "_i)
 f i=1:1:6 u "s" w /wait(20) s k($p($key,"|"))=$g(k($p($key,"|")))+1
 u $p zwr k
 u "s" w /wait(.2) d say("WAIT, idle connections") u "s" r v:.2 d say("READ")
 q
say(l) n t s t=$t u $p w l," $TEST=",t,! u:$zsocket("s","NUMBER") "s"
 q
