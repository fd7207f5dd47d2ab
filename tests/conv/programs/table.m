table ; conversations as arrays: those of the session, and what operators see
 n cd,call,list,x,i,n
 s cd=$$tpconnect^%ATMI("STREAM",3,,"TPRECVONLY"),call=$$tpacall^%ATMI("LATE","x")
 f  q:$$CONVERSATIONS^%ATMI(.list)<1  q:list(cd,"queue")=4  h .01
 s x="" f  s x=$o(list(cd,x)) q:x=""  w x,"=",$s(x="age":list(cd,x)<60,x="pid":list(cd,x)>1,x="id":list(cd,x)?16E,x="peer":list(cd,x)?1"G/"1.N,1:list(cd,x)),!
 s x="" f  s x=$o(list("call",call,x)) q:x=""  w "call ",x,"=",$s(x="age":list("call",call,x)<60,x="ready":list("call",call,x)?1N,1:list("call",call,x)),!
 i $$tprecv^%ATMI(cd,.x,,"TPNOTIME"),$$CONVERSATIONS^%ATMI(.list)
 w list(cd,"call")," ",list(cd,"flags")," ",list(cd,"received")," ",list(cd,"queue"),!
 s x=$$tpgetrply^%ATMI(.call),x=$$tpdiscon^%ATMI(cd)
 ; one that waits is seen by an interrupt
 s cd=$$tpconnect^%ATMI("SLOW",1,,"TPRECVONLY"),$zinterrupt="d seen^table",x=$$tpsblktime^%ATMI(20)
 s $ztimeout=".05:d seen^table" s x=$$tprecv^%ATMI(cd,.x,,"TPSIGRSTRT") w "then ",$$tperrno^%ATMI("NAME"),!
 ; in a transaction
 s x=$$tpbegin^%ATMI(20),cd=$$tpconnect^%ATMI("LISTEN",,,"TPSENDONLY"),cd(1)=$$tpconnect^%ATMI("LISTEN",,,"TPSENDONLY,TPNOTRAN")
 i $$CONVERSATIONS^%ATMI(.list) w "transactions: ",list(cd,"transaction"),", ",list(cd(1),"transaction"),!
 s x=$$tpabort^%ATMI(0)
 ; the whole application
 s n=$$TABLE^%ATMI(.list,"conversations -s LISTEN")
 s x="" f  s x=$o(list(1,x)) q:x=""  w x," "
 w ! d ids
 s x=$$tpdiscon^%ATMI(cd(1))
 s n=$$TABLE^%ATMI(.list,"psc -s ECHO") w n>0," ",list(1,"service_name")," ",list(1,"grp_name"),!
 s n=$$TABLE^%ATMI(.list,"bbs") f i=1:1:n w list(i,"count"),$s(i<n:", ",1:"")
 w !
 w $$TABLE^%ATMI(.list,"pclt")," ",list(1,"pid")=$j," ",list(1,"user_name"),!
 w $$TABLE^%ATMI(.list,"nothing")," ",$$tperrno^%ATMI("NAME")," ",$$REASON^%ATMI,!
 w $$TABLE^%ATMI(.list,"shutdown")," ",$$tperrno^%ATMI("NAME"),!
 w $$TABLE^%ATMI(.list,"psr -x")," ",$$tperrno^%ATMI("NAME")," ",$$REASON^%ATMI,!
 q
ids ; the same conversation in both tables
 n mine i $$CONVERSATIONS^%ATMI(.mine)
 f i=1:1:n q:mine(cd(1),"id")=list(i,"conversation")
 w mine(cd(1),"service")=list(i,"service_name")," ",$p(list(i,"client"),"/")=$j," ",mine(cd(1),"pid")=list(i,"pid"),!
 q
seen n list i $$CONVERSATIONS^%ATMI(.list) w "seen: ",list(cd,"call")," waits=",list(cd,"waits")," ",list(cd,"flags"),! q
