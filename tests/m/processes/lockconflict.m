lockconflict ; names that exclude each other in another process
 new held
 for held="^a","^a(1)","^a(1,2)","^a(""x"")","b","b(1)","^b" do
 . lock @held
 . write "held ",held,":",$$now^procaux("do want^lockconflict"),!
 lock
 write "released: ",$$now^procaux("lock ^a:0 set r=$test"),!
 quit
want new want
 for want="^a","^a(1)","^a(1,2)","^a(1,2,3)","^a(2)","^a(""1"")","^a(""x"")","^a(""x"",1)","^b","b","b(1)","b(1,1)","c" do
 . lock @want:0 set r=r_" "_want_"="_$test lock
 quit
