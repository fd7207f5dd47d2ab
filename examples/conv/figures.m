figures ; the scenarios of the five figures, and how conversations end
 n cd,data,len,event
 w "Figure 1: a connection",!
 s cd=$$tpconnect^%ATMI("AUDITC",,0,"TPSENDONLY") i cd<0 w $$tpstrerror^%ATMI,": ",$$REASON^%ATMI,! q
 w "cd=",cd,!
 w "Figure 2: sending",!
 i $$tpsend^%ATMI(cd,"downtown",0,"",.event)<0 d failed("tpsend",event) q
 i $$tpsend^%ATMI(cd,"airport",0,"TPRECVONLY",.event)<0 d failed("tpsend",event) q
 w "Figures 3 and 4: receiving, until the service returns",!
 f  q:$$tprecv^%ATMI(cd,.data,.len,"TPNOCHANGE",.event)<0  w " ",data,!
 d ended(event,data)
 w "Figure 5: a hierarchy",!
 s cd=$$tpconnect^%ATMI("BALANCES",,,"TPRECVONLY")
 i $$tprecv^%ATMI(cd,.data,.len,"",.event)
 d ended(event,data)
 w "Ends that are not orderly",!
 d try("EARLY","TPSENDONLY"),try("CLOSED","TPSENDONLY"),try("FALLS","TPRECVONLY"),try("ERROR","TPRECVONLY"),try("OPEN","TPRECVONLY")
 s cd=$$tpconnect^%ATMI("WAITS",,,"TPSENDONLY")
 w "tpdiscon=",$$tpdiscon^%ATMI(cd)," and again ",$$tpdiscon^%ATMI(cd)," ",$$tperrno^%ATMI("NAME"),!
 s cd=$$tpconnect^%ATMI("NOWHERE",,,"TPSENDONLY") w "NOWHERE: ",$$tperrno^%ATMI("NAME"),!
 i $$tpterm^%ATMI
 q
try(service,flag) ; one that returns in its own way
 n cd,data,event,ok s event="",data=""
 s cd=$$tpconnect^%ATMI(service,,,flag)
 i flag="TPSENDONLY" f  q:$$tpsend^%ATMI(cd,"x",0,"",.event)<0  h .01
 e  s ok=$$tprecv^%ATMI(cd,.data,,"",.event)
 w " ",service,": " d ended(event,data)
 q
ended(event,data) w event," tpurcode=",$$tpurcode^%ATMI," ",data,! q
failed(call,event) w call," failed: ",$$tpstrerror^%ATMI," ",event," ",$$REASON^%ATMI,! q
