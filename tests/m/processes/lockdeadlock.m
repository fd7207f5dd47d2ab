lockdeadlock ; two that want what the other has: limits end it
 new n
 lock ^a
 set n=$$start^procaux("lock ^b set ^step=1 lock +^a:1 set r=$test")
 do until^procaux("$get(^step)=1")
 lock +^b:20
 write $test," ",$$end^procaux(n),!
 zshow "L"
 quit
