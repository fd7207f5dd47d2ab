zsocket ; $ZSOCKET tells what USE has set, per socket, and indexes shift after CLOSE
 n i,k,h d tcp^sk("x:yy",":zff=""F"":ioerror=""T"":morereadtime=5") u $p
 d all("s",0)
 u "s":(delim="q":zff="long form feed":ioerror="N":znodelay:zbfsize=77:zibfsize=20000:options="KEEPALIVE=1":morereadtime=44) u $p d all("s",0) d all("srv",1)
 u "s":(nodelim:znoff:zdelay) u "srv":delim=$c(0)_":"_$c(255) u $p d all("s",0) d all("srv",1)
 f i=1:1:4 o "m":(listen="0:TCP":attach="h"_i)::"SOCKET"
 u $p f i=-1:1:4 w i,":",$zsocket("m","SOCKETHANDLE",i)," " 
 w $zsocket("m","CURRENTINDEX"),! c "m":socket="h2"
 f i=-1:1:4 w i,":",$zsocket("m","SOCKETHANDLE",i)," "
 w $zsocket("m","CURRENTINDEX")," ",$zsocket("m","INDEX","h4")," '",$zsocket("m","INDEX","h2"),"'",!
 c "m":socket="h4" w $zsocket("m","CURRENTINDEX")," ",$zsocket("m","NUMBER")," '",$zsocket("m","STATE",2),"'",!
 c "m" d try^spu("w $zsocket(""m"",""NUMBER"")")
 q
all(d,i) f k="DELIMITER","ZFF","IOERROR","MOREREADTIME","ZDELAY","ZBFSIZE","ZIBFSIZE","KEEPALIVE","STATE","HOWCREATED" w k,"=",$zsocket(d,k,i)," "
 w ! f k=0:1:$zsocket(d,"DELIMITER",i)-1 w $$q^spu($zsocket(d,"DELIMITER",i,k))," "
 w $zsocket(d,"DESCRIPTOR",i)>2,!
 q
