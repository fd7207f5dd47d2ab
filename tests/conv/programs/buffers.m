buffers ; typed buffers as variables, to a service and back
 n b,type,subtype,ok,x,out,len
 f x="STRING","CARRAY","FML32","JSON","NOSUCH","" k b w x,": ",$$tpalloc^%ATMI(.b,x)," ",$$tperrno^%ATMI("NAME"),! zwr:$d(b) b
 k b w "with a size: ",$$tpalloc^%ATMI(.b,"CARRAY","",100),! zwr b
 w "larger: ",$$tprealloc^%ATMI(.b,200),! d tpfree^%ATMI(.b) w "freed: ",$d(b),!
 w "a view: ",$$tpalloc^%ATMI(.b,"VIEW32","account")," ",$$tperrno^%ATMI("NAME"),! zwr b
 w "types: ",$$tptypes^%ATMI(.b,.type,.subtype)," ",type," ",subtype,!
 w "an unknown one: ",$$tpalloc^%ATMI(.b,"VIEW32","nothing")," ",$$tperrno^%ATMI("NAME"),!
 k b s b="text" d echo(.b)
 k b s b=$c(0,255)_"bytes" d echo(.b)
 k b s b="",b(0)="CARRAY" d echo(.b)
 k b s b="{""a"":1}",b(0)="JSON" d echo(.b)
 k b s b="gr"_$zch(195,188)_"n",b(0)="MBSTRING:UTF-8" d echo(.b)
 k b s b("NAME")="first",b("NAME",1)="second",b("AMOUNT")=-12,b("RATE")=1.5,b("BLOB")=$c(0,1),b("SIGN")="x",b("SMALL")=7 d echo(.b)
 k b s b(0)="VIEW32:account",b("number")=4711,b("owner")="somebody",b("balance",0)=1.25,b("balance",2)=-3 d echo(.b)
 k b s b("NOFIELD")=1 d echo(.b)
 k b s b("SMALL")=70000 d echo(.b)
 k b s b(0)="WHAT" d echo(.b)
 w "a call: " k b s b("NAME")="asked" i $$tpcall^%ATMI("ARRAY",.b,0,.out,.len)!1 w $$tperrno^%ATMI("NAME"),! zwr:$d(out) out
 q
echo(b) n cd,data,len,event
 s cd=$$tpconnect^%ATMI("ECHO",.b,,"TPRECVONLY")
 i cd<0 w "refused: ",$$tperrno^%ATMI("NAME")," ",$$REASON^%ATMI,! q
 i $$tprecv^%ATMI(cd,.data,.len,"",.event)!1 w event," len=",len,! zwr data
 i $$tpdiscon^%ATMI(cd)
 q
