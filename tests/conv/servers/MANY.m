MANY ; one process with many sessions, which converse with each other
 q
HOLD(TPSVCINFO) ; gives messages back until it gets an empty one
 n cd,data,event s cd=TPSVCINFO("cd")
 f  k data q:$$tprecv^%ATMI(cd,.data,,"TPNOTIME",.event)'<0!(event'="TPEV_SENDONLY")  q:data=""  i $$tpsend^%ATMI(cd,data,0,"TPRECVONLY",.event)
 d tpreturn^%ATMI("TPSUCCESS",0)
DRIVE(TPSVCINFO) ; opens so many conversations at once, waits until ^go, talks on all of them and ends them: how many went well
 n i,cd,data,event,good,x s good=0
 f i=1:1:TPSVCINFO("data") s cd(i)=$$tpconnect^%ATMI("HOLD",,,"TPSENDONLY") i cd(i)<0 s ^go=1 d &atmi.userlog("DRIVE "_i_": "_$$REASON^%ATMI) d tpreturn^%ATMI("TPFAIL")
 i $i(^open,TPSVCINFO("data"))
 f  q:$d(^go)  h .05
 f i=1:1:TPSVCINFO("data") i $$tpsend^%ATMI(cd(i),"message "_i,0,"TPRECVONLY")
 f i=1:1:TPSVCINFO("data") k data s x=$$tprecv^%ATMI(cd(i),.data,,"",.event) s:data=("message "_i) good=good+1
 f i=1:1:TPSVCINFO("data") s x=$$tpsend^%ATMI(cd(i),"",0,"TPRECVONLY"),x=$$tprecv^%ATMI(cd(i),.data,,"",.event) s:event'="TPEV_SVCSUCC" good=good-1
 d tpreturn^%ATMI("TPSUCCESS",good)
FLEET(TPSVCINFO) ; has so many drivers with so many conversations each: a session has 64 at most
 n i,n,each,cd,data,event,good s good=0,n=+TPSVCINFO("data"),each=$p(TPSVCINFO("data")," ",2)
 f i=1:1:n s cd(i)=$$tpconnect^%ATMI("DRIVE",each,,"TPRECVONLY,TPNOTIME")
 f i=1:1:n s event="" i $$tprecv^%ATMI(cd(i),.data,,"TPNOTIME",.event) s good=good+$$tpurcode^%ATMI
 d tpreturn^%ATMI("TPSUCCESS",good)
