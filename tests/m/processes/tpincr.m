tpincr ; $INCREMENT of many processes, outside and inside transactions
 new i,n
 for i=1:1:4 set n(i)=$$start^procaux("for i=1:1:100 set r=$increment(^n),^seen(r)=$get(^seen(r))+1")
 for i=1:1:4 if $$end^procaux(n(i))
 write ^n," ",$order(^seen(""),-1),!
 for i=1:1:400 write:$get(^seen(i))'=1 "not once: ",i,!
 for i=1:1:4 set n(i)=$$start^procaux("for i=1:1:50 tstart ()  set r=$increment(^m,2) tcommit")
 for i=1:1:4 if $$end^procaux(n(i))
 write ^m,!
 quit
