many ; many clients of one LOCAL listener, both ends in one process; ZSHOW "D"
 n f,i,h,v s f=$ztrnlnm("TMPD")_"/m.sock"
 o "s":(listen=f_":LOCAL":attach="L":delim="|")::"SOCKET"
 f i=1:1:20 o "c":(connect=f_":LOCAL":attach="c"_i:delim="|"):9:"SOCKET" u "c" w i,! u "s" w /wait(9,"READ","L") s h(i)=$p($key,"|",2)
 f i=20:-1:1 u "s":socket=h(i) r v:9 w v*v,!
 f i=1:1:20 u "c":socket="c"_i r v:9 s v(i)=v
 f i=5:1:20 c "c":socket="c"_i c "s":socket=h(i)
 u $p zwr v zshow "D" f i=0:1:4 w $zsocket("s","REMOTEADDRESS",i)," ",$zsocket("c","LOCALADDRESS",i)," ",$zsocket("s","LOCALPORT",i),!
 q
