tpisolated ; others see nothing of a transaction before its end, and nothing of one that was rolled back
 do one("tcommit"),one("trollback"),one("set ^x=3 trestart:$trestart<2  tcommit")
 quit
one(end) kill ^x,^y set ^x=0
 open "go":newversion close "go":delete
 open "done":newversion close "done":delete
 new n set n=$$start^procaux("do look^tpisolated")
 tstart (end,n)
 set ^x=1,^y(1)=1 kill ^proc(0)
 if '$trestart zsystem "touch go; while ! test -e done; do sleep 0.01; done"
 xecute end
 write end,": ",$$end^procaux(n)," then ",$get(^x,"-"),$data(^y),!
 quit
look zsystem "while ! test -e go; do sleep 0.01; done"
 set r=$get(^x,"-")_" "_$data(^y)
 zsystem "touch done"
 quit
