lockwait ; waiting for locks, with and without a limit
 new n,t
 set n=$$start^procaux("lock ^a set ^step=1 hang .5 lock  set r=1")
 do until^procaux("$get(^step)=1")
 set t=$zut lock ^a:20 set t=$zut-t
 write $test," ",t<10000000," ",t>200000,!
 lock  if $$end^procaux(n)
 set n=$$start^procaux("lock ^a set ^step=2 hang .5 lock  set r=1")
 do until^procaux("$get(^step)=2")
 lock ^a write "without a limit ",$test,!
 lock  if $$end^procaux(n)
 set n=$$start^procaux("lock ^a set ^step=3 do until^procaux(""$get(^go)=3"") lock  set r=1")
 do until^procaux("$get(^step)=3")
 if 1
 set t=$zut lock ^a:.5 set t=$zut-t
 write $test," ",t>400000," ",t<10000000,!
 lock ^a:0 write $test,!
 lock ^a:-1 write $test,!
 lock ^b:0 write $test,!
 if 0 lock ^b write $test,!
 zshow "L"
 set ^go=3 if $$end^procaux(n)
 quit
