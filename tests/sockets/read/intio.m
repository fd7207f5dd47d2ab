intio ; I/O on the device whose READ or WAIT $ZINTERRUPT code interrupted
 n p,v,z s p=$j,$zint="d int^intio"
 d both^sk($c(10)) d tell^sk(p) r v d rd^spu("read",v)
 u "s" d tell^sk(p) w /wait(9) d st^spu("wait")
 u "s" r v:1 d rd^spu("read",v)
 q
int n io s io=$io f z="u ""s"" r v:0","u ""s"" w ""x""","u ""ctl""","u $p w ""fine"",!" d try^spu(z)
 u "ctl" w "interrupted",! u io
 q
