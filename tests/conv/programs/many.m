many(drivers,each) ; many conversations at once between sessions of one process; how many went well, and whether they need descriptors of the process
 q:'$d(drivers)
 n i,cd,data,event,good,before,during,fleets,left s good=0,before=$$descriptors,fleets=drivers-1\60+1,left=drivers
 k ^go,^open s ^open=0
 f i=1:1:fleets s during=left\(fleets-i+1),left=left-during,cd(i)=$$tpconnect^%ATMI("FLEET",during_" "_each,,"TPRECVONLY,TPNOTIME")
 f  q:^open=(drivers*each)!$d(^go)  h .01
 s during=$$descriptors,^go=1
 f i=1:1:fleets i $$tprecv^%ATMI(cd(i),.data,,"TPNOTIME",.event) s good=good+$$tpurcode^%ATMI w:event'="TPEV_SVCSUCC" data,!
 s during=during-before-fleets w good," well, ",$s(during<16:"no descriptors",1:during_" descriptors more"),!
 q
descriptors() ; of the process of the server
 n n,x s n=0 f  s x=$zsearch("/proc/"_^pid_"/fd/*") q:x=""  s n=n+1
 q n
