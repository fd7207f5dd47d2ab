tpjob ; what a job sees of its parent's work, and the parent of the job's
 new n
 set ^a=1
 write $$now^procaux("set r=^a,^a=2,^b(1)=3"),^a,$data(^b),!
 write $$now^procaux("set r=$tlevel_$trestart"),!
 set ^a=5 kill ^b
 write $$now^procaux("set r=^a_$data(^b) kill ^a"),$data(^a),!
 write $$now^procaux("tstart () set ^a=1 trollback  set ^c=1,r=$data(^a)"),$data(^a),^c,!
 ; a transaction that a process leaves open at its end is rolled back
 write $$now^procaux("set ^c=1 tstart () set ^c=2 halt"),^c,!
 write $$now^procaux("set ^c=1 tstart () set ^c=2"),^c,!
 quit
