ports ; a port in use: OPEN and USE with LISTEN, with and without TRAP; port 0; many listeners; the same port again after CLOSE
 n i,p,t0
 o "a":(listen=$zcmdline_":TCP":attach="L")::"SOCKET"
 f i="","T" s t0=$$now^spu o "b":(listen=$zcmdline_":TCP":ioerror=i):.5:"SOCKET" u $p w "in use: $TEST=",$t," ",$$el^spu(t0),!
 c "a" o "b":(listen=$zcmdline_":TCP":attach="L"):5:"SOCKET" w "after CLOSE: $TEST=",$t," ",$zsocket("b","LOCALPORT",0)=$zcmdline,!
 f i=1:1:5 o "m":(listen="0:TCP":attach="m"_i)::"SOCKET" s p(i)=$zsocket("m","LOCALPORT",i-1)
 w p(1)'=p(2)&(p(1)>1023)," ",$zsocket("m","NUMBER"),!
 o "c":(connect="127.0.0.1:"_p(3)_":TCP"):5:"SOCKET" u "m" w /wait(9,"READ","m3") s i=$zsocket("m","PARENT",5) u $p w i,!
 q
