empty ; the socket of $PRINCIPAL is detached: READ gives nothing, WRITE is discarded
 ;@principal same
 n v,h,x s %out=$ztrnlnm("TMPD")_"/report.txt" o %out:newversion
 s h=$zsocket($p,"SOCKETHANDLE",0)
 d try^spu("u $p:detach=h") u %out w $zsocket($p,"NUMBER")," ",$zsocket(,"NUMBER"),!
 d try^spu("u $p w ""lost"",!")
 o "s":::"SOCKET" u "s":attach=h u "s":delim=$c(10) w "kept",! r v:9 d rd^spu("read",v)
 q
