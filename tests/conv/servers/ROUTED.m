ROUTED ; services of several groups for the tests of routing: each says in which group it is
 q
WHO(TPSVCINFO) d tpreturn^%ATMI("TPSUCCESS",0,$$group)
ONLY(TPSVCINFO) d tpreturn^%ATMI("TPSUCCESS",0,$$group)
ON(TPSVCINFO) n x m x=TPSVCINFO("data") d tpforward^%ATMI("WHO",.x)
NAP(TPSVCINFO) s ^nap=1 f  q:'^nap  h .01
 d tpreturn^%ATMI("TPSUCCESS",0,$$group)
MEET(TPSVCINFO) ; in conversation
 n event i $$tpsend^%ATMI(TPSVCINFO("cd"),$$group,0,"TPRECVONLY",.event)!$$tprecv^%ATMI(TPSVCINFO("cd"),.event,,,.event)
 d tpreturn^%ATMI("TPSUCCESS",0,$$group)
group() q $p($ztrnlnm("MRUN_CONV_SERVER"),"/")
