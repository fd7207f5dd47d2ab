DESK ; services that front.m converses with
 q
QUOTE(TPSVCINFO) ; prices for what its caller asks, until he says no more; a slow one for what is rare
 n cd,data,event
 s cd=TPSVCINFO("cd")
 f  k data q:$$tprecv^%ATMI(cd,.data,,"TPNOTIME",.event)<0&(event'="TPEV_SENDONLY")  q:$g(data)=""  d
 . h:data="amber" .2
 . i $$tpsend^%ATMI(cd,data_" costs "_($l(data)*10),0,"TPRECVONLY")
 d tpreturn^%ATMI("TPSUCCESS",0,"closed")
DEAR(TPSVCINFO) ; a new version of QUOTE, which is dearer
 n cd,data,event
 s cd=TPSVCINFO("cd")
 f  k data q:$$tprecv^%ATMI(cd,.data,,"TPNOTIME",.event)<0&(event'="TPEV_SENDONLY")  q:$g(data)=""  d
 . i $$tpsend^%ATMI(cd,data_" costs "_($l(data)*12),0,"TPRECVONLY")
 d tpreturn^%ATMI("TPSUCCESS",0,"closed")
