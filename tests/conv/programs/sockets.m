sockets ; one wait for conversations, replies, ends and sockets
 n cd,call,list,n,data,len,event,key,name,x
 s name="/tmp/mrun-wait-"_$j_":LOCAL"
 o "server":(listen=name:attach="front":newversion)::"SOCKET"
 k ^go s cd=$$tpconnect^%ATMI("UNTIL","conversation",,"TPRECVONLY"),call=$$tpacall^%ATMI("WHEN","call")
 ; nothing is there yet, and nothing is left of the list
 d fill s n=$$WAIT^%ATMI(.list,0) w "at once: ",n," ",$d(list),!
 ; a connection: it is not accepted yet
 o "client":(connect=name:attach="back":delim=$c(10))::"SOCKET"
 f x=1,2 d fill s n=$$WAIT^%ATMI(.list,20) d show
 u "server" w /wait(0) s key=$key u 0
 w "accepted: ",$p(key,"|"),!
 ; the reply, which stays until it is taken
 s ^go("call")=1
 f x=1,2 d fill s n=$$WAIT^%ATMI(.list,20) d show
 i $$tpgetrply^%ATMI(.call,.data,.len)=0 w "reply ",data,!
 ; a socket that has something
 u "client" w "hello",! u 0
 f x=1,2 k list s list("socket","server")="",list(cd)="" s n=$$WAIT^%ATMI(.list,20) d show
 k list s list("socket","server",$p(key,"|",2))="",list("socket","server","front")="",n=$$WAIT^%ATMI(.list,20) d show
 u "server":delim=$c(10) r x u 0 w "read ",x,!
 ; the conversation
 s ^go("conversation")=1
 f x=1,2 k list s list("socket","server")="",list(cd)="mine" s n=$$WAIT^%ATMI(.list,20) d show
 i $$tprecv^%ATMI(cd,.data,.len,"",.event)<0 w event,!
 ; the end of a conversation in which this side has control
 s cd=$$tpconnect^%ATMI("FALLS",,,"TPSENDONLY")
 k list s list("end",cd)="",n=$$WAIT^%ATMI(.list,20) d show
 i $$tpsend^%ATMI(cd,"x",0,"",.event)<0 w event,!
 ; several at once
 s cd=$$tpconnect^%ATMI("STREAM",1,,"TPRECVONLY"),call=$$tpacall^%ATMI("PLAIN","x") u "client" w "again",! u 0
 f  d fill s n=$$WAIT^%ATMI(.list,20) q:n=3  h .01
 d show
 ; the peer's end is something to read
 i $$tprecv^%ATMI(cd,.data)+$$tpgetrply^%ATMI(.call,.data)!$$tpdiscon^%ATMI(cd)
 u "server" r x u 0 c "client"
 k list s list("socket","server")="",n=$$WAIT^%ATMI(.list,20) d show
 u "server" r x s key=$zeof u 0 w "end of file ",key,!
 ; mistakes
 k list s list(60)="" d wrong
 k list s list("call",60)="" d wrong
 s cd=$$tpconnect^%ATMI("ECHO",,,"TPRECVONLY")
 k list s list("end",cd)="" d wrong
 k list s list("socket","nowhere")="" d wrong
 k list s list("socket",0)="" d wrong
 k list s list("socket","server","nobody")="" d wrong
 k list s list("else",1)="" d wrong
 i $$tpdiscon^%ATMI(cd)
 c "server"
 ; the same in a service
 s cd=$$tpconnect^%ATMI("GATE","/tmp/mrun-gate-"_$j,,"TPRECVONLY") i $$tprecv^%ATMI(cd,.data,.len,"",.event) w "a service: ",data,!
 q
fill k list s:cd'="" list(cd)="" s list("call",call)="",list("socket","server")="" q
show ; what is there; handles made by the system are shown as h
 n q w n s q="list" f  s q=$q(@q) q:q=""  d
 . w " " i $qs(q,1)="socket" w "socket ",$qs(q,2)," ",$s($qs(q,3)="front":"front",1:"h")
 . e  w $p($p(q,"(",2),")")
 . w "=",@q
 w !
 q
wrong w $$WAIT^%ATMI(.list,0)," ",$$tperrno^%ATMI("NAME")," ",$$REASON^%ATMI,! q
