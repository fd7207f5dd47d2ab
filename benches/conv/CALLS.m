CALLS ; services with one reply for the benchmark of conversations
 q
ECHO(TPSVCINFO) ; replies with what it got
 d tpreturn^%ATMI("TPSUCCESS",0,TPSVCINFO("data"))
