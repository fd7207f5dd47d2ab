queue ; more clients than the queue of the listener holds all connect
 ;@pair
 q
server n i,k,v
 o "s":(listen=$zcmdline_":TCP":attach="L":delim=$c(10)):9:"SOCKET"
 o "u":(listen=$ztrnlnm("TMPD")_"/q.sock:LOCAL":attach="U":delim=$c(10)):9:"SOCKET"
 f k="s","u" f i=1:1:12 u k w /wait(50) r v(k,i):9
 u $p zwr v q
client n i
 f i=1:1:12 j one^queue(i,"127.0.0.1:"_$zcmdline_":TCP"):(output="/dev/null":error="/dev/null")
 f i=1:1:12 j one^queue(i,$ztrnlnm("TMPD")_"/q.sock:LOCAL"):(output="/dev/null":error="/dev/null")
 h 1 q
one(i,a) o "c":(connect=a:attach="c":delim=$c(10)):50:"SOCKET" u "c" w "hello",! r i:40 q
