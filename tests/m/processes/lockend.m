lockend ; locks go with their process
 new n
 write "normal end: ",$$now^procaux("lock ^a,b set r=1"),!
 lock ^a:0 write $test lock b:0 write $test,! lock
 write "halt: ",$$now^procaux("lock ^a set ^proc(n,""r"")=2 halt"),!
 lock ^a:0 write $test,! lock
 write "error: ",$piece($$now^procaux("lock ^a write 1/0"),",",3,4),!
 lock ^a:0 write $test,! lock
 set n=$$start^procaux("lock (^a,^a(1),^b) set ^locked=1 hang 100")
 do until^procaux("$data(^locked)")
 lock ^a:0 write "held: ",$test
 lock ^b:0 write $test,!
 if $zsigproc($$pid^procaux(n),9)
 lock ^a:30 write "killed: ",$test
 lock ^b:30 write $test,!
 lock
 kill ^locked set n=$$start^procaux("zallocate ^a lock +^a set ^locked=1 hang 100")
 do until^procaux("$data(^locked)")
 lock +^a:.1 write "zallocated: ",$test,!
 if $zsigproc($$pid^procaux(n),9)
 lock +^a:30 write "killed: ",$test,!
 quit
