interrupt ; $ZINTERRUPT in a process that waits for a lock, in one that runs, and in one that sleeps
 new n
 lock ^a
 set n=$$start^procaux("set $zinterrupt=""set ^int=$get(^int)+1"" set ^step=1 lock ^a:20 set r=$test")
 do until^procaux("$get(^step)=1") hang .3
 if $zsigproc($$pid^procaux(n),10)
 do until^procaux("$get(^int)=1")
 lock  write $$end^procaux(n)," ",^int,!
 kill ^int
 set n=$$start^procaux("set $zinterrupt=""set ^int=1"" set ^step=2 for  quit:$data(^int)  set r=1")
 do until^procaux("$get(^step)=2")
 if $zsigproc($$pid^procaux(n),10)
 write $$end^procaux(n)," ",^int,!
 kill ^int
 set n=$$start^procaux("set $zinterrupt=""set ^int=1"" set ^step=3 hang 1 set r=$data(^int)")
 do until^procaux("$get(^step)=3")
 if $zsigproc($$pid^procaux(n),10)
 do until^procaux("$data(^int)") write $$end^procaux(n),!
 quit
