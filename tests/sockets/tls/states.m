states ; WRITE /TLS in the wrong state, with wrong options and names; a server that goes on after a client without TLS
 ;@tls
 n k,h,v,i d tcp^sk($c(10))
 f i="server","client","renegotiate","nonsense","" u "srv":socket="L" d try^spu("u ""srv"" w /tls("""_i_""",1,""srv"")")
 f i="renegotiate","nonsense","" d try^spu("u ""s"" w /tls("""_i_""",1,""srv"")")
 d try^spu("u ""s"" w /tls(""server"",1,""nosection"")") d t
 u "s":ioerror="T" d try^spu("u ""s"" w /tls(""client"",1,""nosection"")") d t
 c "s","srv"
 o "srv":(listen=($zcmdline+1)_":TCP":attach="L":delim=$c(10)):9:"SOCKET" u "srv" w /listen(5)
 f i=1:1:2 w /wait(20,"READ","L") s h=$p($key,"|",2) d serve c "srv":socket=h u "srv"
 q
serve w /tls("server",10,"srv") i '$t s v=$device u $p w "no TLS: ",v'=0,! u "srv" q
 s v=$p($zsocket("srv","TLS",$zsocket("srv","CURRENTINDEX")),"|") u $p w "TLS: ",v,! u "srv"
 d try^spu("u ""srv"" w /tls(""server"",1,""srv"")") u "srv" r v:9 w "echo ",v,! u $p w v,! u "srv" r v:9 s v=$zeof u $p w "end ",v,! u "srv"
 q
t s v=$t,h=$device u $p w "   $TEST=",v," ",h,!
 q
