rows ; rows of the checklists that the other programs do not show
 n cd,data,len,event,i,ok,a,b
 k ^typed,^after
 w "a return that is no buffer: " d end("BADBUF","")
 w "a service that joins: " d end("INIT","")
 w "the type that comes, without TPNOCHANGE: "
 s cd=$$tpconnect^%ATMI("TYPED","CARRAY",,"TPRECVONLY"),data="text"
 s ok=$$tprecv^%ATMI(cd,.data,.len,"",.event) w event," ",data(0)," len=",len," ",$$tpdiscon^%ATMI(cd),!
 w "with it: "
 s cd=$$tpconnect^%ATMI("TYPED","CARRAY",,"TPRECVONLY") k data s data="text",len=4,event="was"
 w $$tprecv^%ATMI(cd,.data,.len,"TPNOCHANGE",.event)," ",$$tperrno^%ATMI("NAME")," ",event," ",data," ",len,!
 w "it is over then: ",$$tpdiscon^%ATMI(cd)," ",$$tperrno^%ATMI("NAME"),!
 f  q:$g(^typed)>1  h .01
 w "the services saw: ",^typed(1)," ",^typed(2),!
 w "the same type, with it: "
 s cd=$$tpconnect^%ATMI("TYPED","STRING",,"TPRECVONLY") k data s data="text"
 w $$tprecv^%ATMI(cd,.data,.len,"TPNOCHANGE",.event)," ",event," ",data," ",$$tpdiscon^%ATMI(cd),!
 w "messages without data hand control over: "
 s cd=$$tpconnect^%ATMI("HANDS",3,,"TPRECVONLY") k data
 f i=1:1 q:$$tprecv^%ATMI(cd,.data,.len,"",.event)&(event'="TPEV_SENDONLY")  w i,":",len," " q:$$tpsend^%ATMI(cd,,0,"TPRECVONLY",.event)
 w event," ",data," ",$$tpurcode^%ATMI,!
 w "the plug pulled at once, while it waits, while it works: "
 s cd=$$tpconnect^%ATMI("AFTER",,,"TPSENDONLY") w $$tpdiscon^%ATMI(cd)
 f  q:$d(^after)  h .01
 w " ",^after,!
 s cd=$$tpconnect^%ATMI("SLOW",.2,,"TPRECVONLY") w "tpdiscon of a busy one: ",$$tpdiscon^%ATMI(cd)," ",$$tpdiscon^%ATMI(cd)," ",$$tperrno^%ATMI("NAME"),!
 w "two with the same service: "
 s a=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY"),b=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY")
 i $$tpsend^%ATMI(a,"A",0,"TPRECVONLY")!$$tpsend^%ATMI(b,"B",0,"TPRECVONLY")
 i $$tprecv^%ATMI(b,.data,.len,"",.event) w data," "
 i $$tprecv^%ATMI(a,.data,.len,"",.event) w data," "
 w $$tpdiscon^%ATMI(a),$$tpdiscon^%ATMI(b),!
 w "messages that grow: "
 s cd=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY"),ok=0
 f i=1:1:40 s $p(a,"x",i*i*50)="" s:'$$tpsend^%ATMI(cd,a,0,"TPRECVONLY")&$$tprecv^%ATMI(cd,.data,.len,"",.event)&(data=a) ok=ok+1
 w ok," of 40, ",len," bytes ",$$tpdiscon^%ATMI(cd),!
 w "a lower priority is taken, too: ",$$tpsprio^%ATMI(-20)," ",$$tpcall^%ATMI("PLAIN","p",0,.data,.len)," ",$$tpgprio^%ATMI,!
 q
end(service,given) n cd,data,len,event,ok s data="-"
 s cd=$$tpconnect^%ATMI(service,given,,"TPRECVONLY")
 s ok=$$tprecv^%ATMI(cd,.data,.len,"",.event) w event," ",data,!
 q
