x01 ; $ZINTERRUPT during READ and WRITE /WAIT; the READ goes on with its data and timeout
 n s,v,t0,p s s="a",p=$j
 s $zint="d int^x01"
 d conn^spu(s,$c(10))
 zsystem "(sleep 0.5; kill -USR1 "_p_"; sleep 1; kill -USR1 "_p_") &"
 u s s t0=$$now^spu r v:1 d rd^spu("timed read across an interrupt",v) d say^spu($$el^spu(t0))
 u s s t0=$$now^spu r v d rd^spu("untimed read across an interrupt",v) d say^spu($$el^spu(t0))
 zsystem "(sleep 0.3; kill -USR1 "_p_") &"
 u s s t0=$$now^spu w /wait(.8) d st^spu("wait across an interrupt") d say^spu($$el^spu(t0))
 zsystem "(sleep 0.3; kill -USR1 "_p_") &"
 s io=1 u s r v:.6 d rd^spu("read, the handler reads the same device",v)
 q
int n io2,x,k s io2=$io,k=$key u $p w "interrupt, $IO=",io2," $ZININTERRUPT=",$zini," $KEY=",$$q^spu(k),!
 i $g(io) d try^spu("u ""a"" r x:0") d try^spu("u ""a"" w ""w""")
 u io2 q
