jobtree ; jobs that start jobs
 new n
 set ^depth=0
 job deep^jobtree(1):(output="/dev/null":error="/dev/null")
 do until^procaux("$get(^end)")
 write ^depth," ",^end,!
 kill ^job for n=1:1:8 job note^jobtree(n):(output="/dev/null":error="/dev/null") set ^pid(n)=$zjob
 do until^procaux("$get(^count)=8")
 set same=0 for n=1:1:8 set same=same+(^pid(n)=^job(n))
 write same,!
 write $zjob=^pid(8)," ",$zjob'=$job,!
 quit
deep(n) set ^depth=n if n<5 job deep^jobtree(n+1):(output="/dev/null":error="/dev/null") quit
 set ^end=1
 quit
note(n) set ^job(n)=$job if $increment(^count)
 quit
