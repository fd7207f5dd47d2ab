locklist ; a list is granted as a whole, and waits without holding any of it
 new n,m
 lock ^b
 set n=$$start^procaux("lock (^a,^b,^c) set ^got=1,r=$test do until^procaux(""$data(^go)"")")
 hang .5
 write "got: ",$data(^got)," a: ",$$now^procaux("lock ^a:0 set r=$test")," c: ",$$now^procaux("lock ^c:0 set r=$test"),!
 lock
 do until^procaux("$data(^got)")
 write "got: ",$data(^got)," a: ",$$now^procaux("lock ^a:0 set r=$test")," c: ",$$now^procaux("lock ^c(1):0 set r=$test"),!
 set ^go=1 write $$end^procaux(n),!
 kill ^got,^go
 lock ^b
 write "timeout: ",$$now^procaux("lock (^a,^b):.2 set r=$test zshow ""L"":l set r=r_$order(l(""""))"),!
 lock
 ; what one held before goes when LOCK waits, not when it is incremental
 lock ^b
 set n=$$start^procaux("lock ^x set ^step=1 lock ^b:20 set r=$test")
 do until^procaux("$get(^step)=1") hang .3
 lock +^x:5 write "x is free while it waits: ",$test,!
 lock  write $$end^procaux(n),!
 lock ^b
 set n=$$start^procaux("lock ^x set ^step=2 lock +^b:20 set r=$test")
 do until^procaux("$get(^step)=2") hang .3
 lock +^x:0 write "x is free while it waits: ",$test,!
 lock  write $$end^procaux(n),!
 quit
