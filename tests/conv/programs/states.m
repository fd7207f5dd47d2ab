states ; who may send and who may receive
 n cd,data,len,event,i,ok
 s cd=$$tpconnect^%ATMI("ECHO","hello",,"TPRECVONLY")
 w "without control: ",$$tpsend^%ATMI(cd,"x",0,"",.event)," ",$$tperrno^%ATMI("NAME")," ",event,!
 s ok=$$tprecv^%ATMI(cd,.data,.len,"",.event) w "handed over: ",ok," ",$$tperrno^%ATMI," ",event," ",data," ",len,!
 w "with control: ",$$tprecv^%ATMI(cd,.data,.len,"",.event)," ",$$tperrno^%ATMI("NAME")," ",event," ",data,!
 s ok=0
 f i=1:1:100 s:$$tpsend^%ATMI(cd,"round "_i,0,"TPRECVONLY",.event)!'$$tprecv^%ATMI(cd,.data,.len,"",.event)!(event'="TPEV_SENDONLY")!(data'=("round "_i)) ok=ok+1
 w "wrong of 100 rounds: ",ok,!
 i $$tpsend^%ATMI(cd,"end",0,"TPRECVONLY",.event),1
 s ok=$$tprecv^%ATMI(cd,.data,.len,"",.event) w event," ",data," ",$$tpurcode^%ATMI,!
 w "messages before the end come before it:",!
 s cd=$$tpconnect^%ATMI("STREAM",3,,"TPRECVONLY")
 f  s ok=$$tprecv^%ATMI(cd,.data,.len,"",.event) w ok," ",data," ",event,! q:ok
 s cd=$$tpconnect^%ATMI("STREAM",500,,"TPRECVONLY")
 f i=0:1 q:$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w i," messages, ",event," ",$$tpurcode^%ATMI,!
 w "no data: "
 s cd=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY"),data="kept",len=4
 w $$tpsend^%ATMI(cd,,0,"TPRECVONLY",.event)
 s ok=$$tprecv^%ATMI(cd,.data,.len,"",.event) w " ",event," len=",len," data=",data,!
 w $$tpdiscon^%ATMI(cd),!
 q
