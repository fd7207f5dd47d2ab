zkey ; $ZKEY after thousands of WAITs, and with many sockets
 n i,k,v,n d tcp^sk($c(10),":znodelay")
 f i=1:1:5 o "s":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c"_i:delim=$c(10)):9:"SOCKET" u "srv" w /wait(9)
 u "s" f i=1:1:10000 w /wait(0)
 s k=$zkey u $p w "idle: """,k,"""",!
 s n=$zsocket("srv","NUMBER") f i=1:1:n-1 u "srv":socket=$zsocket("srv","SOCKETHANDLE",i) w "a line"_$c(10)_"and a half"
 u "s" f i=0:1:5 u "s":socket=$zsocket("s","SOCKETHANDLE",i) r v:9
 s k=$zkey u $p w "unread: ",$l(k,";")," ",$p($p(k,";",3),"|",1,2),!
 f i=0:1:2 u "s":socket=$zsocket("s","SOCKETHANDLE",i) r v#10:9
 s k=$zkey u $p w "unread: ",$l(k,";")," ",$p($p(k,";"),"|",1,2),!
 q
