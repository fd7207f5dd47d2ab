intclose ; CLOSE of the device whose READ $ZINTERRUPT code interrupted
 n p,v,z s p=$j,$zint="d int^intclose"
 d both^sk($c(10)) d tell^sk(p) r v d rd^spu("read",v)
 q
int n io s io=$io d try^spu("c ""s""")
 u "ctl" w "interrupted",! u io
 q
