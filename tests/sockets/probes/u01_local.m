u01 ; LOCAL sockets: listen, existing file, NEWVERSION, permissions, connect, DELETE, errors
 n d,f,s,x,v,h s d=$ztrnlnm("TMPD"),f=d_"/a.sock",s="srv"
 d try^spu("o s:(listen=f_"":LOCAL"":attach=""L"":delim=$c(10))::""SOCKET""") u s d st("listening")
 d try^spu("o ""s2"":(listen=f_"":LOCAL"":attach=""L2""):0:""SOCKET""") u $p w "$TEST=",$t,!
 d try^spu("o ""s2"":(listen=f_"":LOCAL"":attach=""L2"":newversion):0:""SOCKET""") u $p w "$TEST=",$t,!
 c "s2" u $p w "file left after CLOSE: ",$zsearch(f)'="",!
 d try^spu("o ""s2"":(listen=f_"":LOCAL"":attach=""L2""):0:""SOCKET""") u $p w "stale file, $TEST=",$t,!
 c "s2"
 d try^spu("o ""s3"":(listen=d_""/b.sock:LOCAL"":attach=""L3"":group=""rw"":world=""r"":owner=""rwx""):0:""SOCKET""")
 d perm(d_"/b.sock")
 d try^spu("c ""s3"":(socket=""L3"":delete)") u $p w "file left after CLOSE :DELETE: ",$zsearch(d_"/b.sock")'="",!
 d try^spu("o ""s4"":(listen=d_""/c.sock:LOCAL"":attach=""L4"")::""SOCKET""") d perm(d_"/c.sock") d try^spu("c ""s4"":delete") u $p w "file left: ",$zsearch(d_"/c.sock")'="",!
 d try^spu("o ""s6"":(listen=d_""/nodir/x.sock:LOCAL""):0:""SOCKET""") u $p w "$TEST=",$t,!
 s $p(x,"p",120)="" d try^spu("o ""s7"":(listen=""/tmp/""_x_"":LOCAL""):0:""SOCKET""")
 d try^spu("o ""s7"":(connect=""/tmp/""_x_"":LOCAL""):0:""SOCKET""")
 d try^spu("o ""s8"":(connect=d_""/none.sock:LOCAL""):0:""SOCKET""") u $p w "$TEST=",$t,!
 d try^spu("o ""s8"":(connect=d_""/none.sock:LOCAL"":ioerror=""T""):0:""SOCKET""") u $p w "$TEST=",$t,!
 d try^spu("o ""s9"":(listen=""LOCAL""):0:""SOCKET""") 
 o d_"/plain":newversion c d_"/plain"
 d try^spu("o ""s10"":(listen=d_""/plain:LOCAL""):0:""SOCKET""") u $p w "$TEST=",$t," plain file there: ",$zsearch(d_"/plain")'="",!
 d try^spu("o ""s10"":(listen=d_""/plain:LOCAL"":newversion):0:""SOCKET""") u $p w "$TEST=",$t," plain file there: ",$zsearch(d_"/plain")'="",!
 ; one process as both ends
 o s:(listen=d_"/e.sock:LOCAL":attach="E":delim=$c(10))::"SOCKET"
 o "cl":(connect=d_"/e.sock:LOCAL":attach="c":delim=$c(10)):5:"SOCKET" u "cl" d st("connected")
 u s w /wait(5) s h=$p($key,"|",2) d st("accepted")
 u "cl" w "hello",! u s:socket=h r v:2 d rd^spu("server read",v) u s w "back",! u "cl" r v:2 d rd^spu("client read",v)
 u $p k x zshow "D":x f i=1:1 q:'$d(x("D",i))  w $p(x("D",i)," DESC="),$s(x("D",i)["DESC":" ... "_$p($p(x("D",i)," DESC=",2)," ",2,99),1:""),!
 f k="PROTOCOL","LOCALADDRESS","REMOTEADDRESS","LOCALPORT","REMOTEPORT","STATE","HOWCREATED","PARENT","ZIBFSIZE","ZDELAY" w k," server=",$zsocket(s,k,$zsocket(s,"INDEX",h))," client=",$zsocket("cl",k,0)," listener=",$zsocket(s,k,1),!
 u "cl" d try^spu("u ""cl"":zibfsize=4096") d try^spu("u ""cl"":znodelay")
 c "cl" u s:socket=h r v:2 d rd^spu("server read after the client closed",v)
 q
st(l) d st^spu(l) q
perm(f) n p,l s p="ls" o p:(command="ls -l "_f_" | cut -c1-10")::"PIPE" u p r l u $p w "mode ",l,! c p q
