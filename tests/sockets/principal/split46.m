split46 ; standard input from one kind of socket, output to another: 4 6
 ;@principal split 4 6
 n v,i s %out=$ztrnlnm("TMPD")_"/report.txt" o %out:newversion
 u $p:delim=$c(10) r v:9 d rd^spu("read",v) w "answer",!
 u %out f i="PROTOCOL","REMOTEADDRESS","LOCALADDRESS","HOWCREATED","DESCRIPTOR" w i," ",$zsocket($zpin,i,0)," ",$zsocket($zpout,i,0),!
 zshow "D" u $p r v:9 d rd^spu("end",v)
 q
