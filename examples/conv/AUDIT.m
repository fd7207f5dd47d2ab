AUDIT ; services of a bank, each a conversation. A label whose parameter is called TPSVCINFO is a service
 q
tpsvrinit(arguments) ; runs once, before the first request
 d &atmi.userlog("AUDIT is ready: "_arguments)
 q 0
AUDITC(TPSVCINFO) ; the caller keeps control and names branches; then it hands control over for the balances
 n cd,branch,len,event,list,n
 s cd=TPSVCINFO("cd"),n=0
 f  q:$$tprecv^%ATMI(cd,.branch,.len,"",.event)<0  s n=n+1,list(n)=branch
 ; whoever pulls the plug needs no balances
 d:event'="TPEV_SENDONLY" tpreturn^%ATMI("TPFAIL",0)
 i len s n=n+1,list(n)=branch
 f n=1:1:n i $$tpsend^%ATMI(cd,list(n)_"="_$$balance(list(n)),0,"",.event)<0 q
 d tpreturn^%ATMI("TPSUCCESS",n,n_" branches")
BALANCES(TPSVCINFO) ; asks AUDITC on behalf of its caller: a hierarchy of conversations
 n cd,line,len,event,all
 s cd=$$tpconnect^%ATMI("AUDITC",,,"TPSENDONLY"),all=""
 i cd<0 d tpreturn^%ATMI("TPFAIL",$$tperrno^%ATMI)
 i $$tpsend^%ATMI(cd,"north")+$$tpsend^%ATMI(cd,"south",0,"TPRECVONLY",.event)
 f  q:$$tprecv^%ATMI(cd,.line,.len,"",.event)<0  s all=all_line_" "
 ; C has returned: now B may return to A
 d tpreturn^%ATMI($s(event="TPEV_SVCSUCC":"TPSUCCESS",1:"TPFAIL"),$$tpurcode^%ATMI,all)
EARLY(TPSVCINFO) ; returns without control, which it must not
 d tpreturn^%ATMI("TPSUCCESS",0,"too early")
CLOSED(TPSVCINFO) ; refuses before it was asked
 d tpreturn^%ATMI("TPFAIL",77)
FALLS(TPSVCINFO) ; forgets to return
 q
ERROR(TPSVCINFO) ; has an error that it does not trap
 s x=1/0
OPEN(TPSVCINFO) ; returns while its own conversation is open
 n cd s cd=$$tpconnect^%ATMI("AUDITC",,,"TPSENDONLY")
 d tpreturn^%ATMI("TPSUCCESS",0,"left one open")
WAITS(TPSVCINFO) ; listens until its caller is gone
 n data,len,event
 f  q:$$tprecv^%ATMI(TPSVCINFO("cd"),.data,.len,"",.event)<0
 d &atmi.userlog("WAITS saw "_event_": "_$&atmi.reason())
 d tpreturn^%ATMI("TPSUCCESS",0)
balance(branch) q $l(branch)*100
