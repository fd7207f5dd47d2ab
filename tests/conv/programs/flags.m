flags ; what tpconnect, tpsend and tprecv take
 n cd,f,data,len,event
 f f="","TPSENDONLY,TPRECVONLY","TPSENDONLY,TPTRAN","TPSENDONLY,TPCONV","TPSENDONLY,TPNOREPLY","TPSOMETHING",99999999 w f,": ",$$tpconnect^%ATMI("ECHO",,,f)," ",$$tperrno^%ATMI("NAME"),!
 w "no name: ",$$tpconnect^%ATMI("",,,"TPSENDONLY")," ",$$tperrno^%ATMI("NAME"),!
 w "unknown: ",$$tpconnect^%ATMI("NOBODY",,,"TPSENDONLY")," ",$$tperrno^%ATMI("NAME"),!
 w "numbers and names: ",$$VALUE^%ATMI("TPSENDONLY")," ",$$VALUE^%ATMI("TPEV_SENDONLY")," ",$$VALUE^%ATMI("TPEBADDESC"),!
 s cd=$$tpconnect^%ATMI("ECHO",,,2048+2+32) w "by number: ",cd,!
 w "tpsend TPNOCHANGE: ",$$tpsend^%ATMI(cd,"x",0,"TPNOCHANGE")," ",$$tperrno^%ATMI("NAME"),!
 w "tpsend TPSENDONLY: ",$$tpsend^%ATMI(cd,"x",0,"TPSENDONLY"),!
 w "control stays: ",$$tprecv^%ATMI(cd,.data,.len)," ",$$tperrno^%ATMI("NAME"),!
 w "hand over: ",$$tpsend^%ATMI(cd,"y",0,"TPRECVONLY"),!
 w "tprecv TPRECVONLY: ",$$tprecv^%ATMI(cd,.data,.len,"TPRECVONLY")," ",$$tperrno^%ATMI("NAME"),!
 f  q:$$tprecv^%ATMI(cd,.data,.len,"TPNOTIME TPSIGRSTRT",.event)<0  w data,!
 w event," ",data,!
 f f="TPSENDONLY","TPRECVONLY" f data="none","some" d
 . n x,given s:data="some" given="some"
 . s cd=$$tpconnect^%ATMI("INFO",.given,,f)
 . i f="TPSENDONLY" d  q
 . . f  q:$$tpsend^%ATMI(cd,"x",0,"",.event)<0  h .01
 . . w event,!
 . i $$tprecv^%ATMI(cd,.x,.len,"",.event) w event," ",$$tpurcode^%ATMI," ",x,!
 q
