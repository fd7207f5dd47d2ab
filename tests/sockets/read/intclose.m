intclose ; CLOSE of the device whose READ $ZINTERRUPT code interrupted
 n p,v s p=$j,$zint="d int^intclose"
 d both^sk($c(10)) d tell^sk(p) d try^spu("u ""s"" r v") d try^spu("u ""s""")
 q
int d try^spu("c ""s""") u "ctl" w "interrupted",!
 q
