lockcount ; levels in two processes
 lock +^a,+^a,+^a(1)
 zshow "L"
 write $$now^procaux("lock +^a(2):0 set r=$test"),!
 lock -^a write $$now^procaux("lock +^a(2):0 set r=$test"),!
 lock -^a write $$now^procaux("lock +^a(2):0 set r=$test"),$$now^procaux("lock +^a:0 set r=$test"),!
 lock -^a write $$now^procaux("lock +^a(1):0 set r=$test"),!
 lock -^a(1) write $$now^procaux("lock +^a(1):0 set r=$test"),!
 zshow "L"
 ; ZALLOCATE is apart
 lock ^a zallocate ^a zshow "L" lock  zshow "L"
 write $$now^procaux("lock ^a:0 set r=$test"),$$now^procaux("zallocate ^a:0 set r=$test"),$$now^procaux("lock +^a(1):0 set r=$test"),!
 zdeallocate ^a
 write $$now^procaux("lock ^a:0 set r=$test"),$$now^procaux("zallocate ^a:0 set r=$test"),!
 lock (^a,^b) lock ^c zshow "L"
 write $$now^procaux("lock (^a,^b):0 set r=$test zshow ""L"":l for i=1:1 quit:'$data(l(""L"",i))  set r=r_""/""_l(""L"",i)"),!
 quit
