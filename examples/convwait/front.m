front ; serves clients at a socket, and has a conversation for each of them: one wait for all
 ; cd(handle) is the conversation of a client, handle(cd) the client of a conversation
 n cd,handle,list,name,served,x
 s name=$zcmdline_":LOCAL",served=0
 o "front":(listen=name:attach="door":newversion)::"SOCKET"
 u "front" w /listen(5) u 0
 i $$TRANSCRIPT^%ATMI("","^said") ; all conversations are kept from here on
 f  q:served=3  d
 . k list s list("socket","front")=""
 . s x="" f  s x=$o(handle(x)) q:x=""  s list(x)=""
 . i $$WAIT^%ATMI(.list,30)<1 w "nobody came",! s served=3 q
 . s x="" f  s x=$o(list("socket","front",x)) q:x=""  d @(list("socket","front",x)_"(x)")
 . s x="" f  s x=$o(list(x)) q:x=""  d:x=+x answer(x)
 c "front"
 d later
 q
CONNECT(door) ; a client has come
 n key
 u "front" w /wait(0) s key=$p($key,"|",2) u "front":(socket=key:delim=$c(10)) u 0
 s cd(key)=$$tpconnect^%ATMI("QUOTE",,,"TPSENDONLY"),handle(cd(key))=key
 q
READ(key) ; a line of a client goes to his conversation, if that listens
 n line,end
 u "front":socket=key r line s end=$zeof u 0
 i end!(line="bye") d close(key,line) q
 i $$tpsend^%ATMI(cd(key),line,0,"TPRECVONLY")
 q
answer(x) ; what a conversation has goes to its client
 n data,event
 i $$tprecv^%ATMI(x,.data,,"",.event)<0,event'="TPEV_SENDONLY" s data="! "_$$REASON^%ATMI
 u "front":socket=handle(x) w data,! u 0
 q
close(key,line) ; a client goes, and so does his conversation
 n data,event
 i $$tpsend^%ATMI(cd(key),"",0,"TPRECVONLY")+$$tprecv^%ATMI(cd(key),.data,,"",.event)
 k handle(cd(key)),cd(key) s served=served+1
 c "front":socket=key
 q
later ; what was said, and whether a new version of the service says the same
 n id,at,d,i
 i $$TRANSCRIPT^%ATMI("","") ; what is played is not kept
 s id="" f  s id=$o(^said(id)) q:id=""  d
 . s at=$na(^said(id,"initiator"))
 . w "played again: ",$$REPLAY^%ATMI(at,"QUOTE",.d)," differ",!
 . w "with DEAR: ",$$REPLAY^%ATMI(at,"DEAR",.d)," differ",! f i=1:1:$g(d) w " ",d(i,"what"),": ",d(i,"was"),", now ",d(i,"is"),!
 d SHOW^%ATMILOG(at)
 q
guest ; a client at the socket: says the words it is given, and prints the answers
 n name,words,i,x
 s name=$p($zcmdline," ")_":LOCAL",words=$p($zcmdline," ",2,99)
 f  o "guest":(connect=name:delim=$c(10)):1:"SOCKET" q:$t
 f i=1:1:$l(words," ") u "guest" w $p(words," ",i),! r x u 0 w x,!
 u "guest" w "bye",! r x c "guest"
 q
