lockfair ; those who wait are served in the order in which they came
 new i,n
 lock ^a
 for i=1:1:4 do
 . set n(i)=$$start^procaux("set ^w="_i_" lock ^a set ^order($increment(^order))="_i_" lock ")
 . do until^procaux("$get(^w)="_i) hang .4
 lock
 for i=1:1:4 if $$end^procaux(n(i))
 for i=1:1:4 write ^order(i)," "
 write !
 quit
