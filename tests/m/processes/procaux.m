procaux ; M code in other processes
 quit
now(code) ; runs code in a process and waits for its end; what it left in r
 quit $$end($$start(code))
start(code) ; starts code in a process, which has said that it runs when this returns: its number
 new n set n=$increment(^proc)
 set ^proc(n,"code")=code
 job child^procaux(n):(output="/dev/null":error="/dev/null")
 set ^proc(n,"pid")=$zjob
 do until("$data(^proc("_n_",""up""))")
 quit n
end(n) ; waits for the end of a process: what it left in r
 do until("'$zsigproc("_^proc(n,"pid")_",0)=0")
 quit $get(^proc(n,"r"),"no result")
pid(n) quit ^proc(n,"pid")
until(what) ; waits for a condition, half a minute at most
 new procauxi,procauxt
 for procauxi=1:1:3000 xecute "set procauxt="_what quit:procauxt  hang .01
 write:procauxi=3000 "never: ",what,!
 quit
child(n) ; the other process
 new r,$etrap set r="",$etrap="set ^proc(n,""r"")=$zstatus halt"
 set ^proc(n,"up")=$job
 xecute ^proc(n,"code")
 set ^proc(n,"r")=r
 quit
