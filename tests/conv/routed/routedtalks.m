routedtalks ; conversations that go to the group of their data
 n x,name,cd
 f name="bob","ann","zed","Zed","" k x s x("NAME")=name d connect(.x,name)
 k x d connect(.x,"no data")
 s x("AMOUNT")=1 d connect(.x,"no field")
 q
connect(data,what) n cd,got,len,event
 w what,": " s cd=$$tpconnect^%ATMI("MEET",.data,,"TPRECVONLY")
 i cd<0 w $$tperrno^%ATMI("NAME")," ",$$REASON^%ATMI,! q
 i $$tprecv^%ATMI(cd,.got,.len,,.event) w got," ",event
 i $$tpsend^%ATMI(cd,"x",0,"TPRECVONLY",.event)!$$tprecv^%ATMI(cd,.got,.len,,.event) w " ",got," ",event,!
 q
