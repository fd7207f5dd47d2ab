w04 ; WRITE /BLOCK("OFF"): WAIT for WRITE, a peer that does not read, $ZSOCKET BLOCKING
 ;@env gtm_non_blocked_write_retries=3
 n s,i,x,t0,n s s="a"
 d con("NOTRAP")
 d try^spu("u s w /block(""ON"")")
 d try^spu("u s w /block(""MAYBE"")")
 d try^spu("u s w /block()")
 d try^spu("u s w /block")
 u $p w "blocking ",$zsocket(s,"BLOCKING",0),!
 d try^spu("u s w /block(""OFF"")") u $p w "blocking ",$zsocket(s,"BLOCKING",0),!
 d try^spu("u s w /block(""off"")")
 d try^spu("u s w /block(""ON"")")
 u s w /wait(1) d st^spu("wait(1)") 
 u s w /wait(1,"WRITE") d st^spu("wait WRITE")
 u s w /wait(1,"READ") d st^spu("wait READ, nothing")
 u s w /wait(1,"READWRITE") d st^spu("wait READWRITE")
 u s w "go",! h .3
 u s w /wait(1,"READWRITE") d st^spu("wait READWRITE with data")
 u s w /wait(1,"WRITE") d st^spu("wait WRITE with data")
 u s w /wait(1) d st^spu("wait(1) with data")
 r x:1 d rd^spu("read",x)
 s $p(big,"y",30001)="",t0=$$now^spu
 f i=1:1:400 u s w big q:$device
 d say^spu("blocked after more than 100 kB: "_(i>3)_" waited: "_($$now^spu-t0>.25)) d sd("blocked")
 u s w "z" d sd("one more WRITE")
 u s w ! d sd("one more WRITE !")
 d try^spu("u s r x:0") u s d sd("READ")
 u s w /wait(.2,"WRITE") d sd("wait WRITE while blocked")
 d try^spu("c s")
 d con("TRAP") u s w /block("OFF")
 d blk
 d try^spu("u s w ""z""")
 d try^spu("c s")
 q
sd(l) n k,t,d s t=$test,k=$key,d=$device u $p w l," $TEST=",t," $KEY=",$$q^spu(k)," $DEVICE=",$$q^spu(d),! u s q
blk n $et s $et="d say^spu($$zs^spu($zs)) s $ec="""" q"
 f i=1:1:400 u s w big
 q
con(io) o s:(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":delim=$c(10):ioerror=io:nowrap):5:"SOCKET" q
