CALL ; services with one reply for the tests
 q
PLAIN(TPSVCINFO) d tpreturn^%ATMI("TPSUCCESS",5,"plain "_$g(TPSVCINFO("data"),"none"))
FAILS(TPSVCINFO) d tpreturn^%ATMI("TPFAIL",9,"because")
CRASH(TPSVCINFO) s x=1/0
QUITS(TPSVCINFO) q
PASS(TPSVCINFO) d tpforward^%ATMI("PLAIN","passed "_TPSVCINFO("data"))
LATE(TPSVCINFO) h .3 d tpreturn^%ATMI("TPSUCCESS",0,"late")
SLEEPS(TPSVCINFO) d &atmi.userlog("SLEEPS begins") h TPSVCINFO("data") d tpreturn^%ATMI("TPSUCCESS",0,"slept")
NOTE(TPSVCINFO) s ^note($i(^note))=TPSVCINFO("data")_" "_TPSVCINFO("flags") d tpreturn^%ATMI("TPSUCCESS",0,"x")
ARRAY(TPSVCINFO) n x m x=TPSVCINFO("data") s x("NAME",1)="answered" d tpreturn^%ATMI("TPSUCCESS",0,.x)
WHEN(TPSVCINFO) f  q:$d(^go(TPSVCINFO("data")))  h .02
 d tpreturn^%ATMI("TPSUCCESS",0,"late")
