queue ; more clients than the queue of a LOCAL listener holds all connect
 ;@pair
 q
server n i,v,n
 o "u":(listen=$ztrnlnm("TMPD")_"/q.sock:LOCAL":attach="U":delim=$c(10)):9:"SOCKET"
 f i=1:1:13 u "u" w /wait(50,"READ","U") r v:50 s n(v)=$g(n(v))+1
 u $p zwr n
 q
client n i
 f i=1:1:12 j one^queue($ztrnlnm("TMPD")_"/q.sock:LOCAL"):(output="/dev/null":error="/dev/null")
 ; its jobs end with it, so that it waits for the end of the server
 d one($ztrnlnm("TMPD")_"/q.sock:LOCAL") q
one(a) n i o "c":(connect=a:attach="c":delim=$c(10)):50:"SOCKET" u "c" w "hello",! r i:50 q
