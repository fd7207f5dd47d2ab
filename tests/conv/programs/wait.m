wait ; many conversations at once
 n cd,list,data,len,event,i,n,seen
 f i=.6,.1,.3 s cd=$$tpconnect^%ATMI("SLOW",i,,"TPRECVONLY"),cd(cd)=i
 s n=0
 f  k list m list=cd q:'$d(list)  q:$$WAIT^%ATMI(.list,20)<1  s cd="" f  s cd=$o(list(cd)) q:cd=""  d
 . i $$tprecv^%ATMI(cd,.data,.len,"",.event) w cd(cd)," ",event,!
 . k cd(cd)
 w "nobody is left: ",$$WAIT^%ATMI(,0),!
 s cd=$$tpconnect^%ATMI("SLOW",1,,"TPRECVONLY")
 w "not yet: ",$$WAIT^%ATMI(,.05),!
 w "open: ",$$CONVERSATIONS^%ATMI(.list)," ",list(cd,"service")," ",list(cd,"side")," control=",list(cd,"control"),!
 i $$tpdiscon^%ATMI(cd)
 q
