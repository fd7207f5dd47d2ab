hosts ; hosts of CONNECT: numbers, brackets, names, wrong ones; spaces and odd texts
 n c,i,p o "srv":(listen=$zcmdline_":TCP":attach="L")::"SOCKET" u "srv" w /listen(30) s p=$zcmdline
 f i="127.0.0.1","[127.0.0.1]","::1","[::1]","::ffff:127.0.0.1","localhost","LOCALHOST" d ok(i,5)
 f i="","no.such.host.invalid","256.1.1.1","1.2.3"," 127.0.0.1","a b","[::1","::1]","fe80::zz" d ok(i,0)
 q
ok(h,t) d try^spu("o ""c"":(connect="""_h_":"_p_":TCP"":attach=""c""):"_t_":""SOCKET""")
 u $p w "   ",$zsocket("srv","NUMBER") i $view("DEVICE","c")["OPEN" w " ",$zsocket("c","PROTOCOL",0)," ",$zsocket("c","REMOTEADDRESS",0) c "c"
 w ! q
