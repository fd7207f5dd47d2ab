early ; data that comes with the last message of the handshake
 ;@tls
 n s,v,h s s="srv" o s:(listen=$zcmdline_":TCP":attach="L":delim=$c(10)):5:"SOCKET"
 u s w /wait(5) w /tls("server",5,"srv") d st^spu("after /TLS")
 w /wait(5) d st^spu("wait")
 r v:3 d rd^spu("read",v)
 r v:3 d rd^spu("second",v)
 c s
 q
