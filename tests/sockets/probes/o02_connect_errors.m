o02 ; CONNECT: refused, timeouts, malformed addresses; with and without IOERROR=TRAP
 n p,t0,x s p=$zcmdline
 d go("o ""a"":(connect=""127.0.0.1:""_p_"":TCP""):0:""SOCKET""")
 d go("o ""a"":(connect=""127.0.0.1:""_p_"":TCP""):1:""SOCKET""")
 d go("o ""b"":(connect=""127.0.0.1:""_p_"":TCP"":ioerror=""TRAP""):0:""SOCKET""")
 d go("o ""b"":(connect=""127.0.0.1:""_p_"":TCP"":ioerror=""TRAP""):1:""SOCKET""")
 d try^spu("u ""a""") d try^spu("u ""b""")
 f x="127.0.0.1:TCP","127.0.0.1::TCP","127.0.0.1:abc:TCP","127.0.0.1:70000:TCP","127.0.0.1:0:TCP","127.0.0.1:"_p_":UDP","127.0.0.1:"_p,"","no.such.host.invalid:"_p_":TCP","256.1.1.1:"_p_":TCP",":"_p_":TCP","[127.0.0.1]:"_p_":TCP","[::1]:"_p_":TCP","::1:"_p_":TCP","[::1:"_p_":TCP","localhost:"_p_":TCP" d
 . d go("o ""c"":(connect="""_x_"""):0:""SOCKET""")
 d try^spu("o ""e"":::""SOCKET"" u ""e""")
 u "e" d go("u ""e"":(connect=""127.0.0.1:""_p_"":TCP"":attach=""c"")") u "e" d st^spu("USE :CONNECT refused")
 d go("u ""e"":(connect=""127.0.0.1:""_p_"":TCP"":attach=""c"":ioerror=""T"")") u "e" d st^spu("USE :CONNECT refused, TRAP")
 u $p zshow "D"
 q
go(c) s t0=$$now^spu i 1 d try^spu(c)
 u $p w "   $TEST=",$t," $IO=",$io," ",$$tm^spu($$now^spu-t0),! q
