transactions ; what services do in the transaction of their caller
 n out,ok,cd,len,event,data,i
 k ^acct s ^acct("gone")=1
 w "outside: ",$$tpgetlev^%ATMI," ",$$call("ADD","a,1"),!
 w "commit and abort without one: ",$$tpcommit^%ATMI(0)," ",$$err," ",$$tpabort^%ATMI(0)," ",$$err,!
 w "wrong: ",$$tpbegin^%ATMI(-1)," ",$$err," ",$$tpbegin^%ATMI(5,1)," ",$$err,!
 w "begun: ",$$tpbegin^%ATMI(30)," ",$$tpgetlev^%ATMI," again: ",$$tpbegin^%ATMI(30)," ",$$err," tpterm: ",$$tpterm^%ATMI," ",$$err,!
 s ^acct("b")=10
 w "in it: ",$$call("ADD","a,1"),!,"what I did is seen: ",$$call("ADD","b,5"),!,"and what it did: ",^acct("a")," ",^acct("b")," ",$tl,!
 w "another one sees nothing of it: ",$$call("LOOK","b","TPNOTRAN")," ",$$call("LOOK","a","TPNOTRAN"),!
 w "without it: ",$$call("ADD","n,1","TPNOTRAN"),!
 w "nested: ",$$call("NESTED","x")," ",^acct("nested")," ",$d(^acct("gone")),!
 w "only the beginner: ",$$call("MEDDLES","x"),!
 w "chain: ",$$call("CHAIN","x"),!
 w "forwarded: ",$$call("PASSES","x")," ",^acct("passes"),!
 w "no reply: ",$$tpacall^%ATMI("ADD","a,1",0,"TPNOREPLY")," ",$$err,!
 ts  w "inside TSTART: ",$$call("ADD","a,1")," ",$$tpcommit^%ATMI(0)," ",$$err," ",$$call("LOOK","n","TPNOTRAN"),! tro
 w "commit: ",$$tpcommit^%ATMI(0)," ",$$tpgetlev^%ATMI,! d show
 w "abort: ",$$tpbegin^%ATMI(0) s ^acct("b")="mine" w " ",$$call("ADD","a,100")," ",$$tpabort^%ATMI(0),! d show
 f i="FAILING","CRASHING","DYING","FALLING","OPEN" d doomed(i)
 w "left open in a service: ",$$call("LEFTOPEN","x")," its own: ",$$call("OWN","x"),! d show
 w "replies: ",$$tpbegin^%ATMI(30) s cd=$$tpacall^%ATMI("ADD","a,1"),i=$$tpacall^%ATMI("ADD","c,1")
 w " cancel ",$$tpcancel^%ATMI(cd)," ",$$err," ",$$tpgetrply^%ATMI(.cd,.out)," ",out," ",$$tpgetrply^%ATMI(.i,.out)," ",out," ",$$tpcommit^%ATMI(0),! d show
 w "a reply outstanding: ",$$tpbegin^%ATMI(30) s cd=$$tpacall^%ATMI("ADD","a,1") w " ",$$tpcommit^%ATMI(0)," ",$$err," ",$$tpgetrply^%ATMI(.cd,.out)," ",$$err,! d show
 w "what I read is changed by another: ",$$tpbegin^%ATMI(30) s ^acct("b")=^acct("a")+1 w " ",$$call("ADD","a,1","TPNOTRAN")," ",$$tpcommit^%ATMI(0)," ",$$err,! d show
 w "what a service read is: ",$$tpbegin^%ATMI(30)," ",$$call("LOOK","a")," ",$$call("ADD","a,1","TPNOTRAN")," ",$$tpcommit^%ATMI(0)," ",$$err,! d show
 w "what nobody read may be: ",$$tpbegin^%ATMI(30)," ",$$call("LOOK","b")," ",$$call("ADD","a,1","TPNOTRAN")," ",$$tpcommit^%ATMI(0),! d show
 w "too late: ",$$tpbegin^%ATMI(1) s ^acct("late")=1 h 1.1 w " ",$$call("LOOK","a")," ",$$call("LOOK","a","TPNOTRAN,TPNOTIME")," ",$$tpcommit^%ATMI(0)," ",$$err,! d show
 w "AUTOTRAN: ",$$call("AUTO","x")," ",^acct("auto")," failing: ",$$call("AUTOFAIL","x")," late: ",$$call("AUTOLATE","x")," forwarded: ",$$call("AUTOPASS","x")," race: ",$$call("AUTORACE","x"),! d show
 w "AUTOTRAN with parts: ",$$call("AUTOCHAIN","x")," undone: ",$$call("AUTOUNDO","x"),! d show
 w "AUTOTRAN in a transaction: ",$$tpbegin^%ATMI(30)," ",$$call("AUTO","x")," ",$$tpabort^%ATMI(0),! d show
 q
doomed(service) ; a part that does not succeed
 w service,": ",$$tpbegin^%ATMI(30) s ^acct("b")="doomed"
 w " ",$$call(service,"x")," then ",$$call("ADD","a,1")," ",$$tpcommit^%ATMI(0)," ",$$err," ",$$tpgetlev^%ATMI,!
 d show
 q
call(service,data,flags) n out,ok s ok=$$tpcall^%ATMI(service,data,0,.out,,.flags)
 q $s(ok<0:"-1 "_$$err,1:out)
err() q $$tperrno^%ATMI("NAME")
show n x s x="" w " ->" f  s x=$o(^acct(x)) q:x=""  w " ",x,"=",^acct(x)
 w !
 q
