lockcounter ; four processes count under one lock
 new i,n
 set ^n=0
 for i=1:1:4 set n(i)=$$start^procaux("for i=1:1:200 lock ^n set ^n=^n+1 lock  set r=$increment(^done)")
 for i=1:1:4 if $$end^procaux(n(i))
 write ^n," ",^done,!
 set ^n=0
 for i=1:1:4 set n(i)=$$start^procaux("for i=1:1:100 lock +^n(1) lock +^n(2) set ^n=^n+1 lock -^n(2) lock -^n(1)")
 for i=1:1:4 if $$end^procaux(n(i))
 write ^n,!
 kill ^n
 for i=1:1:4 set n(i)=$$start^procaux("for i=1:1:200 set r=$increment(^n)")
 for i=1:1:4 if $$end^procaux(n(i))
 write ^n,!
 quit
