tpkilled ; a process that is killed in a transaction leaves nothing of it
 new n
 set ^x=0
 set n=$$start^procaux("set ^x=1 tstart () set ^x=2,^y=2 lock +^z zsystem ""touch in"" hang 100 tcommit")
 zsystem "while ! test -e in; do sleep 0.01; done"
 if $zsigproc($$pid^procaux(n),9)
 do until^procaux("$zsigproc(^proc("_n_",""pid""),0)")
 write ^x," ",$data(^y)
 lock ^z:30 write " ",$test
 tstart () set ^x=^x+10 tcommit
 write " ",^x,!
 quit
