client ; one shape of the benchmark: name, rounds, bytes of $ZCMDLINE; prints rounds and seconds
 n cd,text,event
 i $p($zcmdline," ",4)'="within" w $$run($zcmdline,""),! q
 s cd=$$tpconnect^%ATMI("WDRIVE",$zcmdline,,"TPRECVONLY") i $$tprecv^%ATMI(cd,.text,,"TPNOTIME",.event)
 w $g(text,$$REASON^%ATMI),!
 q
run(words,prefix) ; rounds and seconds of a shape, with services of these names
 n name,rounds,bytes,start,text
 s name=$p(words," "),rounds=$p(words," ",2),bytes=$p(words," ",3)
 s $p(text,"x",bytes+1)=""
 d @(name_"(10)")
 s start=$zut
 d @(name_"(rounds)")
 q rounds_" "_(($zut-start)/1000000)
open(count) ; so many conversations at once by this session; each gets a message and gives it back
 n i,cd,data,event
 f i=1:1:count s cd(i)=$$tpconnect^%ATMI(prefix_"PING",,,"TPSENDONLY") i cd(i)<0 w $$REASON^%ATMI,! q
 f i=1:1:count i $$tpsend^%ATMI(cd(i),i,0,"TPRECVONLY")
 f i=1:1:count i $$tprecv^%ATMI(cd(i),.data,,"",.event) s:data'=i prefix="wrong"
 f i=1:1:count i $$tpsend^%ATMI(cd(i),"",0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd(i),.data,,"",.event)
 q
ping(rounds) n cd,i,data,len,event
 s cd=$$tpconnect^%ATMI(prefix_"PING",,,"TPSENDONLY") i cd<0 w $$REASON^%ATMI,! h
 f i=1:1:rounds i $$tpsend^%ATMI(cd,.text,0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 i $$tpsend^%ATMI(cd,"",0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w:event'="TPEV_SVCSUCC" event,!
 q
one(rounds) n cd,i,data,len,event
 f i=1:1:rounds s cd=$$tpconnect^%ATMI(prefix_"ONE",,,"TPSENDONLY") i $$tpsend^%ATMI(cd,.text,0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w:event'="TPEV_SVCSUCC" event,!
 q
none(rounds) n cd,i,data,len,event
 f i=1:1:rounds s cd=$$tpconnect^%ATMI(prefix_"NONE",.text,,"TPRECVONLY") i $$tprecv^%ATMI(cd,.data,.len,"",.event)
 w:event'="TPEV_SVCSUCC" event,!
 q
sink(rounds) n cd,i,data,len,event
 s cd=$$tpconnect^%ATMI(prefix_"SINK",,,"TPSENDONLY")
 f i=1:1:rounds i $$tpsend^%ATMI(cd,.text,0,"",.event)
 i $$tpsend^%ATMI(cd,"",0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w:event'="TPEV_SVCSUCC" event,!
 q
call(rounds) n i,data,len
 f i=1:1:rounds i $$tpcall^%ATMI("ECHO",.text,0,.data,.len) w $$REASON^%ATMI,! q
 q
