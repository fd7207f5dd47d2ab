BENCH ; services for the benchmark of conversations
 q
PING(TPSVCINFO) ; sends back what it gets, until its caller has enough
 n cd,data,len,event
 s cd=TPSVCINFO("cd")
 f  q:$$tprecv^%ATMI(cd,.data,.len,"",.event)'<0!(event'="TPEV_SENDONLY")  q:data=""  i $$tpsend^%ATMI(cd,.data,0,"TPRECVONLY",.event)
 d tpreturn^%ATMI("TPSUCCESS",0)
ONE(TPSVCINFO) ; takes one message and returns
 n data,len,event
 i $$tprecv^%ATMI(TPSVCINFO("cd"),.data,.len,"",.event)
 d tpreturn^%ATMI("TPSUCCESS",0)
NONE(TPSVCINFO) ; returns at once
 d tpreturn^%ATMI("TPSUCCESS",0)
SINK(TPSVCINFO) ; takes messages until control comes with one
 n data,len,event
 f  q:$$tprecv^%ATMI(TPSVCINFO("cd"),.data,.len,"",.event)<0
 d tpreturn^%ATMI("TPSUCCESS",0)
DRIVE(TPSVCINFO) ; runs a shape from within the servers' process
 d tpreturn^%ATMI("TPSUCCESS",0,$$run^client(TPSVCINFO("data"),"W"))
