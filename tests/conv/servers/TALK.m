TALK ; conversational services for the tests
 q
tpsvrinit(arguments) d &atmi.userlog("tpsvrinit "_arguments) q 0
tpsvrdone d &atmi.userlog("tpsvrdone") q
ECHO(TPSVCINFO) ; sends back what it gets, whoever began, until it gets "end"
 n cd,data,len,event
 s cd=TPSVCINFO("cd"),len=TPSVCINFO("len") m data=TPSVCINFO("data")
 i TPSVCINFO("flags")["TPSENDONLY" i $$tpsend^%ATMI(cd,.data,len,"TPRECVONLY",.event)
 f  k data,event q:$$tprecv^%ATMI(cd,.data,.len,"",.event)<0&($g(event)'="TPEV_SENDONLY")  d:$g(data)="end" tpreturn^%ATMI("TPSUCCESS",len,.data) i event="TPEV_SENDONLY",$$tpsend^%ATMI(cd,.data,len,"TPRECVONLY",.event)
 d &atmi.userlog("ECHO saw "_event)
 d tpreturn^%ATMI("TPSUCCESS",0)
INFO(TPSVCINFO) ; what it was told
 n text
 s text=TPSVCINFO("name")_" "_TPSVCINFO("flags")_" "_TPSVCINFO("flagbits")_" len="_TPSVCINFO("len")_" data="_$g(TPSVCINFO("data"),"none")
 d tpreturn^%ATMI("TPSUCCESS",TPSVCINFO("flagbits"),text)
RETURN(TPSVCINFO) ; returns as its data says: rval,rcode,data
 n x s x=TPSVCINFO("data")
 i $p(x,",",3)="" d tpreturn^%ATMI($p(x,","),$p(x,",",2))
 d tpreturn^%ATMI($p(x,","),$p(x,",",2),$p(x,",",3))
FALLS(TPSVCINFO) q
ERROR(TPSVCINFO) s x=1/0
HALT(TPSVCINFO) h
ZHALT(TPSVCINFO) zhalt 7
KILLALL(TPSVCINFO) ; the dispatcher needs no local variables
 k
 d tpreturn^%ATMI("TPSUCCESS",0,"all gone")
DEEP(TPSVCINFO) ; returns from far below
 d deep(20)
deep(n) d:n deep(n-1) d tpreturn^%ATMI("TPSUCCESS",n,"from below")
STREAM(TPSVCINFO) ; sends so many messages, then control or the end
 n cd,i,event s cd=TPSVCINFO("cd")
 f i=1:1:TPSVCINFO("data") i $$tpsend^%ATMI(cd,"message "_i,0,"TPNOTIME",.event)
 d tpreturn^%ATMI("TPSUCCESS",i,"that was all")
FULL(TPSVCINFO) ; fills the stream without blocking; then says how it ended, and whether control stayed
 n cd,i,text,event,error s cd=TPSVCINFO("cd"),$p(text,"x",10001)=""
 f i=0:1 q:$$tpsend^%ATMI(cd,text,0,"TPNOBLOCK",.event)<0
 s error=$$tperrno^%ATMI("NAME")
 i $$tpsend^%ATMI(cd,text,0,"TPNOBLOCK,TPRECVONLY",.event)<0 s error=error_" "_$$tperrno^%ATMI("NAME")
 d tpreturn^%ATMI("TPSUCCESS",i,error)
SLOW(TPSVCINFO) ; answers after a while
 h TPSVCINFO("data")
 d tpreturn^%ATMI("TPSUCCESS",0,"slow")
NODISCON(TPSVCINFO) ; may not disconnect its own caller, nor forward
 n ok s ok=$$tpdiscon^%ATMI(TPSVCINFO("cd"))
 d tpreturn^%ATMI("TPSUCCESS",0,ok_" "_$$tperrno^%ATMI("NAME"))
FORWARDS(TPSVCINFO) d tpforward^%ATMI("PLAIN","x") q
MIDDLE(TPSVCINFO) ; B of a hierarchy: data "right" waits for C, "wrong" returns before it
 n cd,data,len,event
 s cd=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY")
 i TPSVCINFO("data")="wrong" d tpreturn^%ATMI("TPSUCCESS",0)
 i $$tpsend^%ATMI(cd,"end",0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.data,.len,"",.event)
 d tpreturn^%ATMI("TPSUCCESS",0,"C said "_event)
OUTSTANDING(TPSVCINFO) ; returns with a reply outstanding
 n cd s cd=$$tpacall^%ATMI("PLAIN","x")
 d tpreturn^%ATMI("TPSUCCESS",0,"too early")
CALLS(TPSVCINFO) ; calls a service with one reply within a conversation
 n out,len i $$tpcall^%ATMI("PLAIN","within",0,.out,.len)
 d tpreturn^%ATMI("TPSUCCESS",0,$g(out))
OFFERS(TPSVCINFO) ; offers and takes back services
 n r s r=$$tpadvertise^%ATMI("NEW","INFO")_$$tpadvertise^%ATMI("NEW","INFO")_" "_$$tpadvertise^%ATMI("NEW","ECHO")_$$tperrno^%ATMI("NAME")
 s r=r_" "_$$tpadvertise^%ATMI("PLAIN","INFO")_$$tperrno^%ATMI("NAME")_" "_$$tpunadvertise^%ATMI("NEW")_" "_$$tpunadvertise^%ATMI("NEW")_$$tperrno^%ATMI("NAME")
 d tpreturn^%ATMI("TPSUCCESS",0,r)
EXITS(TPSVCINFO) d tpreturn^%ATMI("TPEXIT",3)
LISTEN(TPSVCINFO) ; waits for its caller, who will not say anything
 n data,len,event
 i $$tprecv^%ATMI(TPSVCINFO("cd"),.data,.len,"TPNOTIME",.event)
 d &atmi.userlog("LISTEN saw "_event)
 s ^seen($i(^seen))=event
 d tpreturn^%ATMI("TPSUCCESS",0)
BADBUF(TPSVCINFO) ; returns what is no typed buffer
 n b s b="x",b(0)="WHAT" d tpreturn^%ATMI("TPSUCCESS",0,.b)
TYPED(TPSVCINFO) ; sends one message of the type that its data names, then waits for the end
 n b,x,l,e s b="x",b(0)=TPSVCINFO("data")
 i $$tpsend^%ATMI(TPSVCINFO("cd"),.b,1,"TPRECVONLY",.e),1
 i $$tprecv^%ATMI(TPSVCINFO("cd"),.x,.l,"TPNOTIME",.e),1
 s ^typed($i(^typed))=e
 d tpreturn^%ATMI("TPSUCCESS",0)
INIT(TPSVCINFO) ; a server is a member already
 n r s r=$$tpinit^%ATMI_" "_$$tperrno^%ATMI("NAME")_" "_$$tpterm^%ATMI_" "_$$tperrno^%ATMI("NAME")
 d tpreturn^%ATMI("TPSUCCESS",0,r)
AFTER(TPSVCINFO) ; what its own descriptor is good for after the plug was pulled
 n x,l,e,r s cd=TPSVCINFO("cd")
 i $$tprecv^%ATMI(cd,.x,.l,"TPNOTIME",.e),1
 s r=e_" "_$$tpsend^%ATMI(cd,"x")_$$tperrno^%ATMI("NAME")_" "_$$tprecv^%ATMI(cd,.x)_$$tperrno^%ATMI("NAME")_" "_$$tpcall^%ATMI("PLAIN","y",0,.x,.l)_" "_x
 s ^after=r
 d tpreturn^%ATMI("TPSUCCESS",0,"nobody")
HANDS(TPSVCINFO) ; sends a message without data that hands control over, so often as its data says
 n x,l,e,i s e=""
 f i=1:1:TPSVCINFO("data") i $$tpsend^%ATMI(TPSVCINFO("cd"),,0,"TPRECVONLY",.e)!$$tprecv^%ATMI(TPSVCINFO("cd"),.x,.l,"",.e)
 d tpreturn^%ATMI("TPSUCCESS",i,e_" "_$g(x,"nothing"))
KEPT(TPSVCINFO) ; as ECHO, and keeps what is said
 n x s x=$$TRANSCRIPT^%ATMI(TPSVCINFO("cd"),"^kept")
 d ECHO1(.TPSVCINFO,"")
KEPT2(TPSVCINFO) ; another version of it
 d ECHO1(.TPSVCINFO," again")
ECHO1(info,more) ; takes messages until it has control, sends them back, and hands control over; an array is the end
 n cd,data,event,n,i,x
 s cd=info("cd"),n=0
 f  k data s x=$$tprecv^%ATMI(cd,.data,,"",.event) q:x<0&(event'="TPEV_SENDONLY")  s n=n+1 m x(n)=data d:$d(data("NAME",1)) tpreturn^%ATMI("TPSUCCESS",n,.data) d:event="TPEV_SENDONLY"
 . f i=1:1:n k data m data=x(i) s:$d(data)#2 data=data_more i $$tpsend^%ATMI(cd,.data,$l($g(data)),$s(i=n:"TPRECVONLY",1:""))
 d tpreturn^%ATMI("TPSUCCESS")
WHY(TPSVCINFO) ; why its initiator went
 n data,event f  q:$$tprecv^%ATMI(TPSVCINFO("cd"),.data,,"TPNOTIME",.event)<0
 ; whoever is asked is in no transaction, which will be undone
 n out i $$tpcall^%ATMI("NOTE",event_" "_$$REASON^%ATMI,0,.out,,"TPNOTRAN")
 d tpreturn^%ATMI("TPSUCCESS")
UPPER(TPSVCINFO) ; returns before the service that it talks to
 n cd s cd=$$tpconnect^%ATMI("WHY",,,"TPSENDONLY") d tpreturn^%ATMI("TPSUCCESS")
NESTED(TPSVCINFO) ts  d tpreturn^%ATMI("TPSUCCESS")
UNTIL(TPSVCINFO) f  q:$d(^go(TPSVCINFO("data")))  h .02
 d tpreturn^%ATMI("TPSUCCESS")
GATE(TPSVCINFO) ; waits for a socket and for a conversation, which is within the process where servers are sessions
 n name,cd,list,seen,x s name=TPSVCINFO("data")_":LOCAL",seen=""
 o "gate":(listen=name:attach="door":newversion)::"SOCKET"
 s cd=$$tpconnect^%ATMI("UNTIL","gate",,"TPRECVONLY")
 k list s list("socket","gate")="",list(cd)="" i $$WAIT^%ATMI(.list,0) s seen="too early "
 o "caller":(connect=name:delim=$c(10))::"SOCKET"
 f  k list s list("socket","gate")="",list(cd)="" q:$$WAIT^%ATMI(.list,20)<1  d  q:seen["conversation"
 . i $d(list("socket")) u "gate" w /wait(0) s seen=seen_$p($key,"|")_" ",^go("gate")=1 u 0
 . i $d(list(cd)) s seen=seen_"conversation",x=$$tprecv^%ATMI(cd)
 c "gate","caller"
 d tpreturn^%ATMI("TPSUCCESS",0,seen)
