ledger	; Accounts that several processes work on until they are killed; the argument is what to do.
	xecute $zcmdline
	quit
	;
setup	; 20 accounts with 100 each
	new i for i=1:1:20 set ^account(i)=100
	quit
	;
work(n)	; Transfers; what is committed is told by a line. Every other process has locks on the accounts.
	new i,from,to,amount
	for i=1:1 do
	. set from=$random(20)+1,to=$random(20)+1,amount=$random(10)
	. if n#2 lock +(^account(from),^account(to))
	. do transfer
	. if n#2 lock -(^account(from),^account(to))
	. if $increment(^count(n))
	. write ^done(n)," ",^count(n),!
	quit
	;
transfer	; the transaction
	tstart ():serial
	set ^account(from)=^account(from)-amount
	set ^account(to)=^account(to)+amount
	set ^done(n)=$get(^done(n))+1
	tcommit
	quit
	;
stuff(n)	; As work, and each round more is stored, until the disk is full: then it is killed, and all begins again.
	new i,from,to,amount,wide
	set wide=$justify("",3000)
	set $etrap="do full"
	for i=1:1 do round
	quit
	;
round	set from=$random(20)+1,to=$random(20)+1,amount=$random(10)
	lock +(^account(from),^account(to))
	do transfer
	lock -(^account(from),^account(to))
	if $increment(^count(n))
	set ^stuff(n,i)=i_wide
	write ^done(n)," ",^count(n),!
	quit
	;
full	; only a full disk may be in the way, and a KILL goes through all the same
	set $etrap="write ""failed "",$zstatus,! halt"
	if $zstatus'["GBLOFLOW" write "failed ",$zstatus,! halt
	trollback:$tlevel
	lock
	kill ^stuff(n)
	write "full",!
	set $etrap="do full",$ecode=""
	quit
	;
free	; whether all locks can be had
	new i,bad set bad=0
	for i=1:1:20 lock +^account(i):10 else  set bad=bad+1
	write bad,!
	quit
	;
check	; sum of the accounts, then what each process did
	new i,sum,n
	set n="" for  set n=$order(^stuff(n)) quit:n=""  set i="" for  set i=$order(^stuff(n,i)) quit:i=""  if ^stuff(n,i)'=(i_$justify("",3000)) write "lost ",n," ",i,! halt
	set sum=0 for i=1:1:20 set sum=sum+^account(i)
	write sum,!
	set n="" for  set n=$order(^done(n)) quit:n=""  write n," ",^done(n)," ",$get(^count(n),0),!
	quit
	;
poll	; Waits for another process without any wait of the system.
	set ^ready=1
	write "ready",! hang .01
	for  quit:$data(^go)
	write ^go," ",$order(^list(""),-1),!
	quit
	;
go	; The last SET is seen only with those before.
	new i for i=1:1:1000 set ^list(i)=i
	set ^go="gone"
	quit
	;
reader	; Reads, and is killed while its state is in use.
	write $data(^account),!
	tstart ():serial
	write $get(^account(1)),! hang .01
	for  quit:$get(^never)
	quit
	;
sit(then)	; Reads in a transaction, and stays until a line comes.
	tstart ():serial
	write $get(^account(1)),!
	read x
	tcommit
	if $data(then) do @(then_"^ledger")
	quit
	;
again	; what is there by now
	set $etrap="write $piece($piece($zstatus,"","",3),""-"",3),! halt"
	new i,n set n=0,i="" for  set i=$order(^list(i)) quit:i=""  set n=n+1
	write n," ",$order(^list(""),-1),!
	quit
	;
on	; goes on as before
	new i for i=1:1:20 set ^account(i)=1
	write $order(^account(""),-1)," ",^account(1),!
	quit
	;
deny	; What one may not do who can only read; ^account is there.
	new do
	write ^account(1)," ",$order(^account("")),!
	for do="set ^x=1","kill ^account(1)","if $increment(^account(1))","merge ^x=^account","tstart  set ^x=1 tcommit" do try1
	write ^account(1)," ",$data(^x),!
	quit
try1	new $etrap set $etrap="write $piece($piece($zstatus,"","",3),""-"",3),! trollback:$tlevel  set $ecode="""" quit"
	xecute do_"  write ""done "",do,!"
	quit
	;
all	; Reads all there is in both directions, and then writes.
	new at,bytes,n
	set $etrap="write $piece($zstatus,"","",3,9),! halt"
	set n="^%",bytes=0
	for  set n=$order(@n) quit:n=""  set at=n for  set at=$query(@at) quit:at=""  set bytes=bytes+$length($get(@at))
	set at="" for  set at=$order(^list(at),-1) quit:at=""
	write bytes,!
	for n=1:1:300 set ^list(n*3)=n,^more(n)=$justify("",n*7)
	kill ^wide
	write "wrote",!
	quit
	;
make	; What is damaged: short and long values, and what is only in the journal.
	new n
	for n=1:1:3000 set ^list(n)=$justify(n,n#300)
	for n=1:1:50 set ^wide(n)=$justify("",9000)
	write !
	for n=1:1:100 set ^late(n)=n kill ^list(n*7)
	quit
	;
fill	; Fills the disk; what was told is there.
	new i,wide
	set $etrap="write $zstatus,! halt"
	set wide=$justify("",4000)
	for i=1:1 set ^fill(i)=wide write i,!
	quit
	;
filled	write $order(^fill(""),-1),!
	new i for i=1:1:$order(^fill(""),-1) if $length(^fill(i))'=4000 write "lost ",i,!
	quit
	;
show	write ^x,!
	quit
bad	set $etrap="write $zstatus,! halt"
	set ^x=1
	write "set",!
	quit
 ;
hold ; holds a lock until it is killed
 lock +^held(1) write "held",! hang 600
 quit
 ;
try(seconds) ; whether the lock, or one above it, is free
 lock +^held:seconds write $test,!
 quit
 ;
take ; counts under the lock, without a transaction
 new i for i=1:1:200 lock +^count set ^count=$get(^count)+1 lock -^count
 quit
