routedcalls ; requests that go to the group of their data
 n x,amount
 f amount=-1,10,11,20,21,31 k x s x("AMOUNT")=amount d call("WHO",.x,amount)
 k x s x("NAME")="no amount" d call("WHO",.x,"no field, with *")
 k x s x(0)="VIEW32:account",x("number")=10 d call("WHO",.x,"a view")
 s x("number")=11 d call("WHO",.x,"a view, above")
 d call("WHO","text","no fields")
 k x d call("WHO",.x,"no data")
 f amount=10,20,31 k x s x("AMOUNT")=amount d call("ONLY",.x,"without *: "_amount)
 k x s x("NAME")="no amount" d call("ONLY",.x,"no field, without *")
 k x s x("AMOUNT")=20 d call("ON",.x,"forwarded")
 d call("ON","text","forwarded nowhere")
 k x s x(0)="XML",x="<?xml version='1.0'?><order><to>north</to></order>" d call("LETTER",.x,"a document")
 s x="<order><to>south</to></order>" d call("LETTER",.x,"another")
 w "a reply later: " s x("AMOUNT")=15 k x(0) s x=""
 n cd,out,len s cd=$$tpacall^%ATMI("WHO",.x),x("AMOUNT")=31
 w $$tpacall^%ATMI("ONLY",.x),$$tperrno^%ATMI("NAME")," ",$$tpgetrply^%ATMI(cd,.out,.len)," ",out,!
 q
call(service,data,what) n out,len
 w what,": ",$$tpcall^%ATMI(service,.data,,.out,.len)," ",$g(out),$$tperrno^%ATMI("NAME"),!
 i $$tperrno^%ATMI w "  ",$$REASON^%ATMI,!
 q
