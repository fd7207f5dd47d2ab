gone ; WAIT when a client has come and gone, and after the end was read
 n k,v,i
 o "s":(listen=$zcmdline_":TCP":attach="L":delim=$c(10)):9:"SOCKET"
 f i=1:1:2 u "s" w /wait(20) s k=$key r v:9 d rd^spu($p(k,"|")_" "_i,v) c "s":socket=$p(k,"|",2)
 u "s" w /wait(20) s k=$key w /wait(20) d one("data") r v:9 w /wait(20) d one("the end") r v:9 d rd^spu("at the end",v)
 u "s" w /wait(20) d one("the end again") c "s":socket=$p(k,"|",2) u "s" w /wait(.2) d one("closed")
 q
one(l) n x,t s x=$key,t=$t u $p w l,": $TEST=",t," ",$p(x,"|")," same ",$p(x,"|",2)=$p(k,"|",2),! u "s"
 q
