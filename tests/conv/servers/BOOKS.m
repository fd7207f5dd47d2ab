BOOKS ; conversational services that change globals, for the tests of transactions
 q
BOOK(TPSVCINFO) ; does what it is told: set name value, get name, drop, end, fail
 n cd,data,event,x s cd=TPSVCINFO("cd")
 f  k data,event d:$$tprecv^%ATMI(cd,.data,,"",.event)&(event'="TPEV_SENDONLY") over(event)  s x=$p(data," ") d
 . i x="set" s ^acct($p(data," ",2))=$p(data," ",3) i $$tpsend^%ATMI(cd,"set",0,"TPRECVONLY") q
 . i x="get" i $$tpsend^%ATMI(cd,$g(^acct($p(data," ",2)),"nothing"),0,"TPRECVONLY") q
 . i x="flags" i $$tpsend^%ATMI(cd,TPSVCINFO("flags")_" "_TPSVCINFO("flagbits"),0,"TPRECVONLY") q
 . i x="end" d tpreturn^%ATMI("TPSUCCESS",1,"ended")
 . i x="fail" d tpreturn^%ATMI("TPFAIL",2,"failed")
 . i x="die" zhalt 9
 q
over(event) ; the caller is gone
 d &atmi.userlog("BOOK saw "_event)
 d tpreturn^%ATMI("TPSUCCESS",0)
AUTOTALK(TPSVCINFO) s ^acct("autotalk")=TPSVCINFO("flagbits") d tpreturn^%ATMI("TPSUCCESS",0,"talked")
