passlisten ; a listening socket is passed to the other process, which accepts on it
 ;@pair alike
 q
server n v,h,x s x=$ztrnlnm("TMPD")_"/l.sock"
 o "u":(listen=x_":LOCAL":attach="U")::"SOCKET" o "t":(listen=$zcmdline_":TCP":attach="T":delim="|")::"SOCKET"
 u "u" w /wait(30) u "t":detach="T" u "u" w /pass(,9,"T") s v=$t u $p w "passed ",v,!
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":delim="|"):20:"SOCKET" u "c" r v:20 u $p w v,!
 q
client n v,x
 o "u":(connect=$ztrnlnm("TMPD")_"/l.sock:LOCAL":attach="u"):30:"SOCKET" u "u" w /accept(.x,,20) u $p w $zsocket(,"STATE",0),!
 o "t":::"SOCKET" u "t":attach=x w /wait(20) s v=$key u $p w $p(v,"|"),! u "t" w "served|" 
 q
