transcript ; what was said, on both sides, and played again
 n cd,data,len,event,at,x,d,n
 k ^LOG,^kept
 w "all: ",$$TRANSCRIPT^%ATMI("","^LOG(""mine"")"),!
 ; both sides
 s cd=$$tpconnect^%ATMI("KEPT","hello",,"TPSENDONLY")
 s x="raw",x(0)="CARRAY" i $$tpsend^%ATMI(cd,.x,3)
 s x(1)="no field" i $$tpsend^%ATMI(cd,.x)
 i $$tpsend^%ATMI(cd,"over to you",0,"TPRECVONLY")
 f  q:$$tprecv^%ATMI(cd,.data,.len,"TPNOTIME",.event)<0
 i $$tprecv^%ATMI(cd,.data,.len,"",.event),$$tprecv^%ATMI(99)
 k x s x("NAME",0)="end",x("NAME",1)="of it" i $$tpsend^%ATMI(cd,.x,0,"TPRECVONLY")
 i $$tprecv^%ATMI(cd,.data,.len,"",.event) w event," ",$$tpurcode^%ATMI,!
 d list("^LOG"),list("^kept")
 s at=$na(^LOG("mine",$o(^LOG("mine","")),"initiator")),at(2)=$na(^kept($o(^kept("")),"subordinate"))
 ; played again: the same, a service that answers something else, one that ends otherwise, one that is not there
 i $$TRANSCRIPT^%ATMI("","")
 f x=1:1:2 d
 . s:x=2 at=at(2)
 . w "again: ",$$REPLAY^%ATMI(at,,.d),!
 . d play(at,"KEPT2"),play(at,"NOWHERE")
 . w "FALLS: ",$$REPLAY^%ATMI(at,"FALLS",.d)," ",d(1,"is"),!
 ; ends
 k ^LOG i $$TRANSCRIPT^%ATMI("","^LOG")
 s cd=$$tpconnect^%ATMI("RETURN","TPFAIL,7",,"TPSENDONLY") k x s x("end",cd)="",x=$$WAIT^%ATMI(.x,20)+$$tpsend^%ATMI(cd,"x")
 s cd=$$tpconnect^%ATMI("RETURN","TPFAIL,7,because",,"TPRECVONLY") i $$tprecv^%ATMI(cd,.data)
 s cd=$$tpconnect^%ATMI("LISTEN",,,"TPSENDONLY") i $$tpdiscon^%ATMI(cd)
 s cd=$$tpconnect^%ATMI("LISTEN",,,"TPSENDONLY") i $$tpterm^%ATMI
 s cd=$$tpconnect^%ATMI("SLOW",1,,"TPRECVONLY"),x=$$tpsblktime^%ATMI(.05),x=$$tprecv^%ATMI(cd,.data),x=$$tprecv^%ATMI(cd,.data,.len,"TPNOBLOCK") i $$tprecv^%ATMI(cd,.data)
 n id k n s id="" f  s id=$o(^LOG(id)) q:id=""  s x=$na(^LOG(id,"initiator")),n(@x_":"_$$last(x))=""
 s x="" f  s x=$o(n(x)) q:x=""  w x,!
 ; one that has an end without control is played
 s id="",x=$$TRANSCRIPT^%ATMI("","") f  s id=$o(^LOG(id)) q:id=""  i ^LOG(id,"initiator")="RETURN" w "RETURN again: ",$$REPLAY^%ATMI($na(^LOG(id,"initiator")),,.d),!
 ; what was said in a transaction stays when it is undone
 k ^LOG i $$TRANSCRIPT^%ATMI("","^LOG")
 s x=$$tpbegin^%ATMI(20) s ^undone=1
 s cd=$$tpconnect^%ATMI("ECHO","x",,"TPRECVONLY"),x=$$tprecv^%ATMI(cd,.data)
 w "in it: ",$d(^LOG),$d(^undone) s x=$$tpabort^%ATMI(0) w ", then: ",$d(^LOG),$d(^undone),! d list("^LOG")
 k ^LOG ts  s cd=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY,TPNOTRAN"),x=$$tpdiscon^%ATMI(cd) tro  w "after TROLLBACK: ",$d(^LOG) s x=$$tpgetlev^%ATMI w " ",$d(^LOG),!
 ; one that begins late, one conversation alone
 k ^LOG i $$TRANSCRIPT^%ATMI("","")
 s cd=$$tpconnect^%ATMI("ECHO","x",,"TPRECVONLY"),at=$$TRANSCRIPT^%ATMI(cd,"^LOG") w "late: ",$qs(at,0)," ",$qs(at,1)?16E," ",$qs(at,2),!
 i $$tprecv^%ATMI(cd,.data)+$$tpdiscon^%ATMI(cd) d list("^LOG")
 w $$REPLAY^%ATMI(at,"ECHO",.d)," ",d("why"),!
 k ^LOG s cd=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY"),at=$$TRANSCRIPT^%ATMI(cd,"^LOG"),x=$$tpsend^%ATMI(cd,"end",0,"TPRECVONLY")+$$tprecv^%ATMI(cd,.data,.len,"",.event)
 w "begun at once: ",$$REPLAY^%ATMI(at,"ECHO",.d),!
 ; mistakes
 w $$TRANSCRIPT^%ATMI(50,"^LOG")," ",$$tperrno^%ATMI("NAME"),!
 w $$TRANSCRIPT^%ATMI("","local")," ",$$tperrno^%ATMI("NAME")," ",$$REASON^%ATMI,!
 w $$TRANSCRIPT^%ATMI("","^LOG(1")," ",$$tperrno^%ATMI("NAME")," ",$$REASON^%ATMI,!
 w $$REPLAY^%ATMI("^nothing","ECHO",.d)," ",d("why"),!
 q
play(at,service) ; against another service
 n n,d s n=$$REPLAY^%ATMI(at,service,.d) w service,": ",n,!
 f n=1:1:n w " ",d(n)," ",d(n,"what")," was ",d(n,"was")," is ",d(n,"is"),!
 q
last(x) n n,f,t s n=$o(@x@(":"),-1),t=""
 s n="" f  s n=$o(@x@(n)) q:n'=+n  s t=t_" "_@x@(n) f f="event","error","urcode" s:$d(@x@(n,f)) t=t_" "_@x@(n,f)
 q t
list(where) ; without what differs from one run to the next
 n x,last
 s x=where f  s x=$q(@x) q:x=""  d
 . s last=$qs(x,$ql(x))
 . q:last="at"!(last="job")!(last="peer")!(last="reason")
 . w where," ",$p(x,"""initiator"",",2),$p(x,"""subordinate"",",2),$s($ql(x)=(1+$ql(where)):"",1:"")
 . w "=",@x,!
 q
