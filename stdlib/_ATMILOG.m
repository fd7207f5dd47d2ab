%ATMILOG ; transcripts that TRANSCRIPT^%ATMI keeps: shows them, and plays them again. docs/conv.md describes them
 q
SHOW(from) ; writes the transcript at a node, a line a record
 n n,at,x,t,own,other
 s from=$na(@from),own=$qs(from,$ql(from)),other=$s(own="initiator":"subordinate",1:"initiator")
 w @from," by its ",own,"; the other side is ",$g(@from@("peer")),!
 s (n,at)="" f  s n=$o(@from@(n)) q:n'=+n  d
 . s x=@from@(n),t=@from@(n,"at") s:at="" at=t
 . w $j(t-at/1000000,10,6)," ",$s(x="tprecv":other_": tpsend",x="tpconnect":"initiator: tpconnect",1:own_": "_x)
 . w $$field("flags"),$$field("rval"),$$field("event"),$$field("urcode"),$$field("error")
 . w:$d(@from@(n,"data"))#2 " ",$zwrite(@from@(n,"data"))
 . w:$d(@from@(n,"data"))>9 " (",$g(@from@(n,"data",0),"FML32"),")"
 . w:$d(@from@(n,"reason")) " - ",@from@(n,"reason")
 . w:@from@(n,"control")'="" "; control: ",@from@(n,"control")
 . w !
 q
field(name) q $s($g(@from@(n,name))="":"",name="urcode":" tpurcode="_@from@(n,name),1:" "_@from@(n,name))
REPLAY(from,service,differences) ; plays the initiator: the number of differences, -1 when the transcript cannot be played
 n %cd,%n,%x,%data,%len,%event,%side,%over,%want,%differs
 k differences s differences=0
 s from=$na(@from),%side=$s($ql(from):$qs(from,$ql(from)),1:"")
 i $d(@from)#2=0!(%side'="initiator"&(%side'="subordinate")) s differences("why")="there is no side of a transcript at "_from q -1
 i $d(@from@("late"))!($g(@from@(1))'="tpconnect") s differences("why")="the transcript began after tpconnect: what that brought is not in it" q -1
 s %n=1 d data
 s %cd=$$tpconnect^%ATMI($s($g(service)="":@from,1:service),.%data,%len,$s(@from@(1,"control")="initiator":"TPSENDONLY",1:"TPRECVONLY"))
 i %cd<0 d differ("error","",$$tperrno^%ATMI("NAME")) q differences
 s %over=0 f  s %n=$o(@from@(%n)) q:%n'=+%n!%over  s %x=@from@(%n) d:'$d(@from@(%n,"error")) step
 i '%over,$$tpdiscon^%ATMI(%cd)
 q differences
step ; one record
 s %want=$g(@from@(%n,"event")),%event=0
 i %x="tpdiscon"!(%x="disconnected")!(%side="subordinate"&(%want="TPEV_DISCONIMM")) s %over=1 i $$tpdiscon^%ATMI(%cd) q
 i %over q
 i $$sends(%n) d send q
 i $$holder="initiator" d ended,outcome q
 ; a message of the service, or its end
 i %side="subordinate",%x="tpsend",$g(@from@(%n,"flags"))["TPRECVONLY" s %want="TPEV_SENDONLY"
 k %data i $$tprecv^%ATMI(%cd,.%data,.%len,"",.%event)
 d outcome d:'%differs compare($na(@from@(%n,"data")),"%data")
 q
sends(n) q @from@(n)=$s(%side="initiator":"tpsend",1:"tprecv") ; whether a record is a message of the initiator
holder() q $g(@from@(%n-1,"control")) ; who had control before it
send ; a message of the initiator
 n hands
 s hands=$s(%side="initiator":$g(@from@(%n,"flags"))["TPRECVONLY",1:%want="TPEV_SENDONLY")
 i %side="subordinate" s %want=""
 ; an end that the transcript has at this place may be on its way
 i %want'="" d ended i %event'=0 d outcome q
 d data i $$tpsend^%ATMI(%cd,.%data,%len,$s(hands:"TPRECVONLY",1:""),.%event)
 d outcome
 q
ended ; waits for the end while the initiator has control, and takes it
 n list s list("end",%cd)=""
 i $$WAIT^%ATMI(.list,10)=1,$$tpsend^%ATMI(%cd,,0,"",.%event)
 q
data ; what the record at %n brought
 k %data m:$d(@from@(%n,"data")) %data=@from@(%n,"data")
 s %len=$g(@from@(%n,"len"),0)
 q
outcome ; compares what has happened, and the user's code
 n is,code s %differs=0,code=$$tpurcode^%ATMI,is=$s(%event'=0:%event,1:$$tperrno^%ATMI("NAME"))
 i is'="",is'="TPEV_SENDONLY" s %over=1
 i is=%want d:$d(@from@(%n,"urcode"))  q
 . i code'=@from@(%n,"urcode") d differ("tpurcode",@from@(%n,"urcode"),code)
 ; a service that ended without control is noticed sooner or later
 i %want="",%over,$$later(is) q
 s %differs=1 d differ("event",%want,is)
 i '%over s %over=1 i $$tpdiscon^%ATMI(%cd)
 q
later(event) ; whether the transcript has that end where the initiator sent more
 n n,found s found=0
 s n=%n f  s n=$o(@from@(n)) q:n'=+n!found  q:$g(@from@(n-1,"control"))'="initiator"  s found=$g(@from@(n,"event"))=event
 q found
compare(was,is) ; every node of what came, against what came then
 n x
 i $d(@was)#2'=($d(@is)#2)!($g(@was)'=$g(@is)) d differ("data"_$p(is,"%data",2,99),$g(@was),$g(@is))
 s x="" f  s x=$o(@was@(x)) q:x=""  d compare($na(@was@(x)),$na(@is@(x)))
 s x="" f  s x=$o(@is@(x)) q:x=""  d:'$d(@was@(x)) compare($na(@was@(x)),$na(@is@(x)))
 q
differ(what,was,is)
 s differences=differences+1,differences(differences)=%n
 s differences(differences,"what")=what,differences(differences,"was")=was,differences(differences,"is")=is
 q
