descriptors ; what is no descriptor, or no longer
 n cd,data,len,event,c
 f c=-1,0,63,99,"x" d
 . s event="was"
 . w c,": ",$$tpsend^%ATMI(c,"x",0,"",.event)," ",$$tperrno^%ATMI("NAME")," revent=",event
 . s event="was"
 . w "  ",$$tprecv^%ATMI(c,.data,.len,"",.event)," ",$$tperrno^%ATMI("NAME")," revent=",event
 . w "  ",$$tpdiscon^%ATMI(c)," ",$$tperrno^%ATMI("NAME"),!
 s cd=$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY") w "first=",cd,!
 w "second=",$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY"),!
 w "beside: ",$$tpsend^%ATMI(2,"x")," ",$$tperrno^%ATMI("NAME"),!
 w "discon=",$$tpdiscon^%ATMI(0)," the lowest again=",$$tpconnect^%ATMI("ECHO",,,"TPSENDONLY"),!
 w "tpsend and tprecv of a return: "
 i $$tpsend^%ATMI(0,"end",0,"TPRECVONLY",.event)!$$tprecv^%ATMI(0,.data,.len,"",.event) w event," tpurcode=",$$tpurcode^%ATMI,!
 w "afterwards: ",$$tprecv^%ATMI(0,.data,.len,"",.event)," ",$$tperrno^%ATMI("NAME")," ",$$tpsend^%ATMI(0,"x")," ",$$tpdiscon^%ATMI(0)," ",$$tperrno^%ATMI("NAME"),!
 w "term=",$$tpterm^%ATMI," then ",$$tpsend^%ATMI(1,"x")," ",$$tperrno^%ATMI("NAME"),!
 f c=1:1:10 s cd=$$tpconnect^%ATMI("FALLS",,,"TPRECVONLY"),len=$$tprecv^%ATMI(cd,.data,,"",.event) w cd
 w " ten in sequence",!
 q
