fair ; every socket that is ready is told sooner or later, whether it is read or not; connections are told first
 n i,k,n,seen d tcp^sk($c(10))
 f i=1:1:7 o "s":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c"_i):9:"SOCKET" u "srv" w /wait(9)
 f i=1:1:7 u "s":socket="c"_i w i,! 
 f i=1:1:7 u "srv":socket=$zsocket("srv","SOCKETHANDLE",i+1) d there
 f i=1:1:21 u "srv" w /wait(9) s k=$key,n(k)=$g(n(k))+1
 s k="" f i=0:1 s k=$o(n(k)) q:k=""  s seen(n(k))=$g(seen(n(k)))+1
 u $p w "sockets told: ",i,! zwr seen
 o "s":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="new"):9:"SOCKET" u "srv" w /wait(9) s k=$key u $p w $p(k,"|"),!
 q
there u "srv" w /wait(9,"READ",$zsocket("srv","SOCKETHANDLE",i+1)) q
