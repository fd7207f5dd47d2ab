nobody ; OPEN waits for its timeout, not longer: nobody there, a host that does not answer, a port in use, a path that is not there
 n t0,d s d=$ztrnlnm("TMPD") o "L":(listen=$zcmdline_":TCP":attach="L")::"SOCKET"
 d one("connect=""127.0.0.1:"_($zcmdline+1)_":TCP""") d one("connect="""_d_"/no.sock:LOCAL""")
 d one("listen="""_$zcmdline_":TCP""") d one("listen=""/no/such/folder/x:LOCAL""")
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c"):9:"SOCKET"
 d one("connect=""127.0.0.1:"_($zcmdline+1)_":TCP""","c") u $p w "the device stays: ",$zsocket("c","NUMBER"),!
 d try^spu("u ""n""")
 q
one(a,v) s:'$d(v) v="n" s t0=$$now^spu i 1
 d try^spu("o """_v_""":("_a_":ioerror=""T""):.7:""SOCKET""") u $p w "   $TEST=",$t," ",$$el^spu(t0),!
 q
