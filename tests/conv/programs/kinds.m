kinds ; services of one kind are not those of the other
 n cd,out,len,event
 w "tpcall of a conversational service: ",$$tpcall^%ATMI("ECHO","x",0,.out,.len)," ",$$tperrno^%ATMI("NAME"),!
 s cd=$$tpacall^%ATMI("ECHO","x") w "tpacall: ",$s(cd>0:$$tpgetrply^%ATMI(.cd,.out,.len),1:cd)," ",$$tperrno^%ATMI("NAME"),!
 w "tpconnect to a plain one: ",$$tpconnect^%ATMI("PLAIN",,,"TPSENDONLY")," ",$$tperrno^%ATMI("NAME"),!
 s cd=$$tpconnect^%ATMI("INFO","x",,"TPRECVONLY")
 w "tpgetrply of a conversation: ",$$tpgetrply^%ATMI(cd,.out,.len)," ",$$tperrno^%ATMI("NAME"),!
 i $$tprecv^%ATMI(cd,.out,.len,"",.event) w "still there: ",event,!
 f out="NODISCON","FORWARDS","CALLS","OFFERS" d one(out)
 q
one(service) n cd,data,len,event s data=""
 s cd=$$tpconnect^%ATMI(service,"x",,"TPRECVONLY")
 i $$tprecv^%ATMI(cd,.data,.len,"",.event) w service,": ",event," ",data,!
 q
