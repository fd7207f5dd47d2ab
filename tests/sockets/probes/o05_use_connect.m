o05 ; USE :CONNECT and USE :LISTEN, no timeout possible
 n p s p=$zcmdline
 o "e":::"SOCKET" u "e"
 d go("u ""e"":(connect=""127.0.0.1:""_(p+1)_"":TCP"")") u "e" d st^spu("USE :CONNECT refused")
 d go("u ""e"":(connect=""127.0.0.1:""_(p+1)_"":TCP"":ioerror=""T"")") u "e" d st^spu("USE :CONNECT refused, TRAP")
 d go("u ""e"":(connect=""127.0.0.1:""_p_"":TCP"":delim=$c(10))") u "e" d st^spu("USE :CONNECT accepted")
 i $zsocket("e","NUMBER") r v:2 d rd^spu("read",v)
 d go("u ""e"":(listen=(p+2)_"":TCP"")") u "e" d st^spu("USE :LISTEN")
 u $p zshow "D"
 q
go(c) s t0=$$now^spu i 1 d try^spu(c)
 u $p w "   $TEST=",$t," $IO=",$io," ",$$tm^spu($$now^spu-t0),! q
