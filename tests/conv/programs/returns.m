returns ; every way a service ends, as its caller learns of it with and without control
 n x
 w "the service has control",!
 f x="TPSUCCESS,1,data","TPSUCCESS,2","TPFAIL,3,data","TPFAIL,4","TPEXIT,5","SOMETHING,6,data" d recv("RETURN",x)
 w "it has not",!
 f x="TPSUCCESS,1,data","TPSUCCESS,2","TPFAIL,3,data","TPFAIL,4","TPEXIT,5" d send("RETURN",x)
 w "it does not return",!
 f x="FALLS","ERROR","HALT","ZHALT","OUTSTANDING" d recv(x,"")
 f x="FALLS","ERROR" d send(x,"")
 w "and others",!
 f x="KILLALL","DEEP" d recv(x,"")
 f x="right","wrong" d recv("MIDDLE",x)
 q
recv(service,given) n cd,data,len,event,ok s data="-",event=""
 s cd=$$tpconnect^%ATMI(service,given,,"TPRECVONLY")
 s ok=$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w " ",service," ",given,": ",ok," ",$$tperrno^%ATMI("NAME")," ",event," ",data," tpurcode=",$$tpurcode^%ATMI
 w " then ",$$tprecv^%ATMI(cd,.data)," ",$$tperrno^%ATMI("NAME"),!
 q
send(service,given) n cd,event,ok s event=""
 s cd=$$tpconnect^%ATMI(service,given,,"TPSENDONLY")
 f  s ok=$$tpsend^%ATMI(cd,"x",0,"",.event) q:ok<0  h .01
 w " ",service," ",given,": ",ok," ",$$tperrno^%ATMI("NAME")," ",event," tpurcode=",$$tpurcode^%ATMI
 w " then ",$$tpsend^%ATMI(cd,"x")," ",$$tperrno^%ATMI("NAME"),!
 q
