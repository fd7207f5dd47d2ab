basic ; many sockets of both kinds between two processes: attach, detach, switch, close; who sees what
 ;@pair
 q
server n i,v,h,k,n
 o "s":(listen=$zcmdline_":TCP":attach="L":delim="|"):9:"SOCKET"
 o "s":(listen=$ztrnlnm("TMPD")_"/b.sock:LOCAL":attach="U":delim="|"):9:"SOCKET"
 u "s":socket="L" w /listen(5) u "s":socket="U" w /listen(5)
 f i=1:1:6 u "s" w /wait(30,"READ",$s(i<4:"L",1:"U")) s h(i)=$p($key,"|",2) r n(i):9 u $p w $zsocket("s","PROTOCOL",$zsocket("s","CURRENTINDEX"))," ",n(i),!
 f i=6:-1:1 u "s":socket=h(i) w "hello ",n(i),!
 u "s":detach=h(2) u "s":detach=h(5) o "d":::"SOCKET" u "d":attach=h(5) u "d":attach=h(2)
 f i=2,5 u "d":socket=h(i) w "from the other device",!
 f i=1,3,4,6 u "s":socket=h(i) w "from the first",!
 c "d":socket=h(5) c "s":socket=h(1)
 u $p w $zsocket("s","NUMBER")," ",$zsocket("d","NUMBER"),!
 u "s":socket=h(3) r v:9 u $p w v,! u "d":socket=h(2) r v:9 u $p w v,!
 c "d" c "s" q
client n i,v,k
 f i=1:1:6 o "c":(connect=$s(i<4:"127.0.0.1:"_$zcmdline_":TCP",1:$ztrnlnm("TMPD")_"/b.sock:LOCAL"):attach="c"_i:delim="|"):30:"SOCKET" u "c" w "client ",i,!
 f i=1:1:6 u "c":socket="c"_i r v:9 u $p w v,!
 f i=1:1:6 u "c":socket="c"_i r v:9 u $p w v,!
 f i=1,5 u "c":socket="c"_i r v:9 s k=$device u $p w "closed: """,v,""" ",k,!
 f i=3,2 u "c":socket="c"_i w "last word of ",i,!
 f i=2,3,4,6 u "c":socket="c"_i r v:9 s k=$zeof u $p w "closed: """,v,""" ",k,!
 q
