tphold ; a transaction that others always disturb gets through in the end
 new n
 set (^a,^stop)=0
 set n=$$start^procaux("for  quit:^stop  set ^a=^a+1")
 do until^procaux("^a>10")
 tstart ()
 set x=^a hang:$trestart<3 .05 set ^b=x,^tries=$trestart
 tcommit
 set ^stop=1 if $$end^procaux(n)
 write ^b>10," ",^b'>^a," ",^tries'>3,!
 quit
