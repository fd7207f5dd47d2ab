GLOBALS	; Parts of benches/globals.py; each is a run of its own.
	quit
setseq	; a million nodes in order
	new i for i=1:1:1000000 set ^seq(i)=i
	quit
getseq	new i,x for i=1:1:1000000 set x=^seq(i)
	quit
order	new s set s="" for  set s=$order(^seq(s)) quit:s=""
	quit
setrand	; 300000 nodes out of order
	new i,k set k=1 for i=1:1:300000 set k=k*16807#2147483647,^rand(k)=i
	quit
getrand	new i,k,x set k=1 for i=1:1:300000 set k=k*16807#2147483647,x=^rand(k)
	quit
incr	new i,x for i=1:1:100000 set x=$increment(^n)
	quit
tp	; two SETs a transaction
	new i for i=1:1:50000 tstart ():serial  set ^a(i)=i,^b(i)=i tcommit
	quit
