talks ; conversations in the transaction of their initiator
 n cd,out,i,event
 k ^acct s ^acct("a")=1
 w "flags: ",$$tpbegin^%ATMI(30),$$begin(.cd)," ",$$say(cd,"flags"),! s ^acct("a")=2
 w "both see what the other did: ",$$say(cd,"get a")," ",$$say(cd,"set b 3")," ",^acct("b") s ^acct("b")=4 w " ",$$say(cd,"get b"),!
 w "outside: " s cd(1)=$$tpconnect^%ATMI("BOOK",,,"TPSENDONLY,TPNOTRAN") w $$say(cd(1),"flags")," ",$$say(cd(1),"get b")," ",$$say(cd(1),"get a"),!
 w "ended: ",$$say(cd,"end")," commit ",$$tpcommit^%ATMI(0)," ",$$say(cd(1),"get b"),! d show
 w "commit with an open one: ",$$tpbegin^%ATMI(30),$$begin(.cd)," ",$$say(cd,"set b 9")," ",$$tpcommit^%ATMI(0)," ",$$err," ",$$say(cd,"get b")," the other one goes on: ",$$say(cd(1),"get b"),! d show
 w "abort: ",$$tpbegin^%ATMI(30),$$begin(.cd)," ",$$say(cd,"set b 9")," ",$$tpabort^%ATMI(0)," ",$$say(cd,"get b")," ",$$say(cd(1),"get b"),! d show
 f i="fail","die" w i,": ",$$tpbegin^%ATMI(30),$$begin(.cd)," ",$$say(cd,"set b 9")," ",$$say(cd,i)," ",$$tpcommit^%ATMI(0)," ",$$err,! d show
 w "tpdiscon: ",$$tpbegin^%ATMI(30),$$begin(.cd)," ",$$say(cd,"set b 9")," ",$$tpdiscon^%ATMI(cd)," ",$$tpcommit^%ATMI(0)," ",$$err,! d show
 w "tpdiscon of one outside: ",$$tpbegin^%ATMI(30) s ^acct("c")=1 w " ",$$tpdiscon^%ATMI(cd(1))," ",$$tpcommit^%ATMI(0),! d show
 w "one from before: ",$$begin(.cd),$$tpbegin^%ATMI(30) s ^acct("c")=2 w " ",$$say(cd,"get c")," ",$$say(cd,"end")," ",$$tpcommit^%ATMI(0),! d show
 w "two at once: ",$$tpbegin^%ATMI(30),$$begin(.cd),$$begin(.i)," ",$$say(cd,"set x 1")," ",$$say(i,"get x")," ",$$say(i,"set y 2")," ",$$say(cd,"get y")," ",$$say(cd,"end")," ",$$say(i,"end")," ",$$tpcommit^%ATMI(0),! d show
 w "its time is over: ",$$tpbegin^%ATMI(1),$$begin(.cd)," ",$$say(cd,"set b 9") h 1.1 w " ",$$say(cd,"get b")," ",$$tpabort^%ATMI(0),! d show
 w "AUTOTRAN: " s cd=$$tpconnect^%ATMI("AUTOTALK",,,"TPRECVONLY") w $$hear(cd),! d show
 q
begin(cd) s cd=$$tpconnect^%ATMI("BOOK",,,"TPSENDONLY") q:cd<0 " "_$$err q ""
say(cd,text) q:$$tpsend^%ATMI(cd,text,0,"TPRECVONLY",.event)<0 "-1 "_$$err_" "_$g(event)
 q $$hear(cd)
hear(cd) n data,event i $$tprecv^%ATMI(cd,.data,,"",.event) q:event'="TPEV_SENDONLY" $$err_" "_event_" "_$g(data)
 q $g(data)
err() q $$tperrno^%ATMI("NAME")
show d show^transactions q
