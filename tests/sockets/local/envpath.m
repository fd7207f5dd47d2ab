envpath ; an environment variable in the path of a LOCAL socket
 n d s d=$ztrnlnm("TMPD")
 o "s":(listen="$TMPD/d.sock:LOCAL":attach="L")::"SOCKET" u "s" d st^spu("listening")
 o "c":(connect="$TMPD/d.sock:LOCAL":attach="c"):9:"SOCKET" u "c" d st^spu("connected")
 u $p w "file: ",$zsearch(d_"/d.sock")=(d_"/d.sock"),!
 c "s" w "file after CLOSE: ",$zsearch(d_"/d.sock",1),!
 q
