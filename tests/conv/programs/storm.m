storm ; converses until ^stop, and counts what came: one line of outcomes in ^outcome($job)
 q:'$d(^storm)
 n n,event,data,len,cd,i,ok,what
 s ok=$$tpsblktime^%ATMI(20,"TPBLK_ALL")
 f n=1:1 q:$d(^stop)  s what=$$one(n) i $i(^outcome(what))
 q
one(n) ; the outcome of one conversation
 n cd,i,data,len,event,ok
 s cd=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY")
 q:cd<0 "tpconnect "_$$tperrno^%ATMI("NAME")
 f i=1:1:3 s ok=$$turn($j_" "_n_" "_i_$j("",n*37#3000),"TPEV_SENDONLY",.event) q:'ok
 q:'ok event
 i '$$turn("end","TPEV_SVCSUCC",.event) q event
 q "complete"
turn(text,wanted,event) ; one message and its answer; 0 with what came instead
 n data,len,e
 i $$tpsend^%ATMI(cd,text,0,"TPRECVONLY",.e)<0 s event="tpsend "_$s(e'=0:e,1:$$tperrno^%ATMI("NAME")) q 0
 i $$tprecv^%ATMI(cd,.data,.len,"",.e)'<0 s event="message without control" q 0
 i e'=wanted s event="tprecv "_$s(e'=0:e,1:$$tperrno^%ATMI("NAME")) q 0
 i data'=text s event="wrong data" q 0
 q 1
