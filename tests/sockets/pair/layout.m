layout ; ZFF, WIDTH, WRAP, LENGTH, FILTER, $X and $Y at both ends
 ;@pair
 q
server n v
 o "s":(listen=$zcmdline_":TCP":attach="L":delim="|"):9:"SOCKET" u "s" w /wait(30)
 f  r v:9 q:$zeof  d rd^spu("",v)
 q
client n v,x,y
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":delim="|":zff="<FF>"):30:"SOCKET" u "c"
 w "abc",#,"def",! d xy u "c":znoff w "abc",#,"def",! d xy
 u "c":(zwidth=10) w "12345678901234567890123",! d xy u "c":(znowrap) w "12345678901234567890123",! d xy
 u "c":(zwrap:zwidth=5:zlength=3) f v=1:1:9 w v,! d xy
 u "c":(width=80:length=66:filter="CHARACTERS") w "ab",*8,"c",*13,"d",*10,"e",*12,"f" d xy w !
 u "c":(filter="ESCAPE") w *27,"[1mbold",*27,"[0m" d xy w ! u "c":nofilter w *27,"[1mbold" d xy w !
 w ?10,"ten",?5,"five",?20,"twenty",! d xy
 c "c" q
xy s x=$x,y=$y u $p w "$X=",x," $Y=",y,! u "c"
 q
