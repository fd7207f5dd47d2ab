reasons ; each event says who and why
 n cd,data,event,x
 d try("ECHO","x","TPRECVONLY","TPEV_SENDONLY"),try("RETURN","TPSUCCESS,1,x","TPRECVONLY"),try("RETURN","TPFAIL,7,x","TPRECVONLY")
 d try("EXITS",,"TPRECVONLY")
 d try("RETURN","TPFAIL,7","TPSENDONLY"),try("RETURN","TPFAIL,7,x","TPSENDONLY"),try("RETURN","TPSUCCESS,7","TPSENDONLY")
 d try("FALLS",,"TPRECVONLY"),try("ERROR",,"TPRECVONLY"),try("HALT",,"TPRECVONLY"),try("ZHALT",,"TPRECVONLY")
 d try("MIDDLE","wrong","TPRECVONLY"),try("OUTSTANDING",,"TPRECVONLY"),try("FORWARDS",,"TPRECVONLY"),try("NESTED",,"TPRECVONLY")
 d call("PLAIN"),call("FAILS"),call("CRASH"),call("QUITS"),call("ECHO"),call("NOWHERE")
 ; what a service is told of its initiator
 k ^note
 d gone("tpdiscon",$$tpdiscon^%ATMI($$listen))
 s x=$$listen d gone("tpterm",$$tpterm^%ATMI)
 s x=$$tpbegin^%ATMI(20),x=$$listen d gone("tpabort",$$tpabort^%ATMI(0))
 s x=$$tpbegin^%ATMI(20),x=$$listen d gone("tpcommit",$$tpcommit^%ATMI(0)) w "tpcommit: ",$$tperrno^%ATMI("NAME")," ",$$REASON^%ATMI,!
 s cd=$$tpconnect^%ATMI("UPPER",,,"TPRECVONLY") i $$tprecv^%ATMI(cd,.data,,"",.event) d gone("tpreturn",0)
 ; times
 s cd=$$tpconnect^%ATMI("SLOW",1,,"TPRECVONLY")
 s x=$$tpsblktime^%ATMI(.05) i $$tprecv^%ATMI(cd,.data) d say("a message")
 s x=$$tpdiscon^%ATMI(cd),x=$$tpbegin^%ATMI(1),cd=$$tpconnect^%ATMI("SLOW",3,,"TPRECVONLY") i $$tprecv^%ATMI(cd,.data) d say("a transaction")
 s x=$$tpabort^%ATMI(0)
 q
try(service,data,flag,want) ; until an event comes
 n cd,event,out,len s cd=$$tpconnect^%ATMI(service,.data,0,flag),event=""
 i flag="TPSENDONLY" f  q:$$tpsend^%ATMI(cd,"x",0,"",.event)<0  h .01
 e  i $$tprecv^%ATMI(cd,.out,.len,"",.event)
 d say(service_" "_event) i $$tpdiscon^%ATMI(cd)
 q
call(service) n out i $$tpcall^%ATMI(service,"x",0,.out)
 d say(service) q
listen() n cd,x s cd=$$tpconnect^%ATMI("WHY",,,"TPSENDONLY") q cd
gone(what,done) ; what the service was told
 f  q:$d(^note)>9  h .01
 w what,": ",$$mask(^note(^note)),! k ^note
 q
say(what) w what,": ",$$tperrno^%ATMI("NAME")," ",$$mask($$REASON^%ATMI),! q
mask(t) ; without numbers of processes, clients and instances
 n i,c,o s o="" f i=1:1:$l(t) s c=$e(t,i) s:c'?1N o=o_c i c?1N,$e(t,i+1)'?1N s o=o_"#"
 q o
