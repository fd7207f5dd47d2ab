client ; one shape of the benchmark: name, rounds, bytes of $ZCMDLINE; prints rounds and seconds
 n name,rounds,bytes,start,text
 s name=$p($zcmdline," "),rounds=$p($zcmdline," ",2),bytes=$p($zcmdline," ",3)
 s $p(text,"x",bytes+1)=""
 d @(name_"(10)")
 s start=$zut
 d @(name_"(rounds)")
 w rounds," ",($zut-start)/1000000,!
 q
ping(rounds) n cd,i,data,len,event
 s cd=$$tpconnect^%ATMI("PING",,,"TPSENDONLY") i cd<0 w $$REASON^%ATMI,! h
 f i=1:1:rounds i $$tpsend^%ATMI(cd,.text,0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 i $$tpsend^%ATMI(cd,"",0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w:event'="TPEV_SVCSUCC" event,!
 q
one(rounds) n cd,i,data,len,event
 f i=1:1:rounds s cd=$$tpconnect^%ATMI("ONE",,,"TPSENDONLY") i $$tpsend^%ATMI(cd,.text,0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w:event'="TPEV_SVCSUCC" event,!
 q
none(rounds) n cd,i,data,len,event
 f i=1:1:rounds s cd=$$tpconnect^%ATMI("NONE",.text,,"TPRECVONLY") i $$tprecv^%ATMI(cd,.data,.len,"",.event)
 w:event'="TPEV_SVCSUCC" event,!
 q
sink(rounds) n cd,i,data,len,event
 s cd=$$tpconnect^%ATMI("SINK",,,"TPSENDONLY")
 f i=1:1:rounds i $$tpsend^%ATMI(cd,.text,0,"",.event)
 i $$tpsend^%ATMI(cd,"",0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w:event'="TPEV_SVCSUCC" event,!
 q
call(rounds) n i,data,len
 f i=1:1:rounds i $$tpcall^%ATMI("ECHO",.text,0,.data,.len) w $$REASON^%ATMI,! q
 q
