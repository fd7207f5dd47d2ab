blocking ; TPNOBLOCK, times, signals
 n cd,data,len,event,ok,i
 s cd=$$tpconnect^%ATMI("SLOW",.5,,"TPRECVONLY")
 w "nothing there: ",$$tprecv^%ATMI(cd,.data,.len,"TPNOBLOCK",.event)," ",$$tperrno^%ATMI("NAME"),!
 s ok=$$tpsblktime^%ATMI(.1,"TPBLK_NEXT") w "limit: ",$$tpgblktime^%ATMI("TPBLK_NEXT"),!
 w "too slow: ",$$tprecv^%ATMI(cd,.data,.len,"",.event)," ",$$tperrno^%ATMI("NAME"),!
 w "the limit is gone: ",$$tpgblktime^%ATMI("TPBLK_NEXT"),!
 s ok=$$tprecv^%ATMI(cd,.data,.len,"",.event) w "the late answer: ",event," ",data,!
 s cd=$$tpconnect^%ATMI("SLOW",.5,,"TPRECVONLY")
 s ok=$$tpsblktime^%ATMI(.1,"TPBLK_ALL"),ok=$$tprecv^%ATMI(cd,.data,.len,"TPNOTIME",.event) w "TPNOTIME: ",event," ",data,!
 s ok=$$tpsblktime^%ATMI(0,"TPBLK_ALL")
 w "wrong: ",$$tpsblktime^%ATMI(-1,"TPBLK_ALL")," ",$$tperrno^%ATMI("NAME")," ",$$tpsblktime^%ATMI(1,"TPBLK_SOME")," ",$$tperrno^%ATMI("NAME"),!
 s cd=$$tpconnect^%ATMI("SLOW",.6,,"TPRECVONLY")
 s $ztimeout=".1:s i=""signal """
 s i="",ok=$$tprecv^%ATMI(cd,.data,.len,"",.event) w i,ok," ",$$tperrno^%ATMI("NAME"),!
 s $ztimeout=".1:s i=""another """
 s i="",ok=$$tprecv^%ATMI(cd,.data,.len,"TPSIGRSTRT",.event) w i,event," ",data,!
 s cd=$$tpconnect^%ATMI("FULL",,,"TPRECVONLY")
 h .3
 f i=0:1 q:$$tprecv^%ATMI(cd,.data,.len,"",.event)<0
 w "a full stream: ",event," ",data," ",$s(i=$$tpurcode^%ATMI:"all arrived",1:i_" of "_$$tpurcode^%ATMI),!
 q
