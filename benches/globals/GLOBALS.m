GLOBALS	; Parts of benches/globals.py; each is a run of its own. $ZCMDLINE is how often, if it is not the usual.
	quit
setseq	; nodes in order
	new i for i=1:1:$$times(1000000) set ^seq(i)=i
	quit
getseq	new i,x for i=1:1:$$times(1000000) set x=^seq(i)
	quit
order	new s set s="" for  set s=$order(^seq(s)) quit:s=""
	quit
query	new r set r="^seq" for  set r=$query(@r) quit:r=""
	quit
setrand	; nodes out of order
	new i,k set k=1 for i=1:1:$$times(300000) set k=k*16807#2147483647,^rand(k)=i
	quit
getrand	new i,k,x set k=1 for i=1:1:$$times(300000) set k=k*16807#2147483647,x=^rand(k)
	quit
incr	new i,x for i=1:1:$$times(100000) set x=$increment(^n)
	quit
tp	; two SETs a transaction
	new i for i=1:1:$$times(50000) tstart ():serial  set ^a(i)=i,^b(i)=i tcommit
	quit
lock	new i for i=1:1:$$times(100000) lock +^x lock -^x
	quit
many	; one of several processes: a number for itself, and a node of that number. Arguments: what the globals end with, how often
	new id,n set id=$piece($zcmdline," "),n=$piece($zcmdline," ",2)
	set id=$select(id="-":"",1:id)
	xecute "for i=1:1:n set x=$increment(^c"_id_"),^s"_id_"(x)=i"
	quit
times(usual)	quit $select($zcmdline:+$zcmdline,1:usual)
