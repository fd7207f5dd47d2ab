fraction ; fractional timeouts of READ and WAIT; none is waited for when the data is there
 n t,v,t0,i d both^sk($c(10))
 f t=.001,.01,.2,.75,1.3 s t0=$$now^spu r v:t s i=$t u $p w "READ ",t,": $TEST=",i," ",$$el^spu(t0),! u "s"
 f t=.001,.01,.2,.75,1.3 s t0=$$now^spu w /wait(t) s i=$t u $p w "WAIT ",t,": $TEST=",i," ",$$el^spu(t0),! u "s"
 d tell^sk("go") d sync^sk s t0=$$now^spu
 f i=1:1:3 r v:60
 s i=$t u $p w "READ 60: $TEST=",i," ",v," ",$$el^spu(t0),! u "s"
 w /wait(60) s i=$t u $p w "WAIT 60: $TEST=",i," ",$$el^spu(t0),!
 q
