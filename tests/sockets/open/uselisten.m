uselisten ; USE :LISTEN of a port in use, with IOERROR=TRAP
 n t0 o "a":(listen=$zcmdline_":TCP":attach="L")::"SOCKET" o "e":::"SOCKET"
 s t0=$$now^spu d try^spu("u ""e"":(listen="""_$zcmdline_":TCP"":ioerror=""T"")") u $p w $$el^spu(t0)," ",$zsocket("e","NUMBER"),!
 q
