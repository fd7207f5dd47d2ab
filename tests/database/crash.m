crash	; Commits whose whole content follows from their number; the last one is in ^last.
	xecute $zcmdline
	quit
	;
work(from,to)	; each round is one transaction, which a line tells of
	new i,text
	for i=from:1:to do
	. set text=$$text(i)
	. set ^before=i
	. tstart ():serial
	. do change(i,text)
	. tcommit
	. write i,!
	. if i#40=0 hang .03
	quit
	;
share(to)	; the same by several processes at once, whoever comes first
	new i,stop
	set stop=0
	for  do  quit:stop
	. tstart ():serial
	. set i=$get(^last)+1
	. if i>to set stop=1 tcommit  quit
	. set ^before=i
	. do change(i,$$text(i))
	. tcommit
	. write i,!
	. if i#40=0 hang .03
	quit
	;
change(i,text)	; what belongs to a number
	set ^ring(i#50)=i,^text(i)=text,^last=i
	kill ^text(i-20)
	if i#100=0 kill ^ring
	if i#170=0 do wide(i)
	quit
	;
wide(i)	; a commit that is too long for the journal
	new k for k=1:1:60 set ^wide(k)=i_$justify("",1500)
	quit
	;
text(i)	quit i_$translate($justify("",i*37#2500)," ",$char(i#26+65))
	;
check	; the state that belongs to ^last, or what differs
	new last,i,n,bad set last=+$get(^last),bad=""
	write last,!
	for i=1:1:last+5 do
	. set n=$get(^text(i))
	. if i>last!(i'>(last-20)) set:n'="" bad=bad_" text "_i_" is there" quit
	. if n'=$$text(i) set bad=bad_" text "_i
	for i=0:1:49 set n=last-(last-i#50) set:n<1!(n'>(last\100*100)) n="" if $get(^ring(i))'=n set bad=bad_" ring "_i
	set n=last\170*170
	for i=1:1:60 if $get(^wide(i))'=$select(n:n_$justify("",1500),1:"") set bad=bad_" wide "_i
	set n=$get(^before)-last if n'=0,n'=1 set bad=bad_" before "_n
	set n=0,i="^%" for  set i=$order(@i) quit:i=""  set n=n+1
	if n>5 set bad=bad_" "_n_" globals"
	; all nodes in both directions
	new at,ahead,back set (ahead,back)=0
	set at="^text" for  set at=$query(@at) quit:at=""  set ahead=ahead+1
	set n="" for  set n=$order(^text(n),-1) quit:n=""  set back=back+1
	if ahead'=back set bad=bad_" "_ahead_" ahead, "_back_" back"
	set:'$data(readonly) ^after=1
	write $select(bad="":"sound",1:bad),!
	quit
	;
look	; the same by one who may not write
	new readonly set readonly=1
	do check
	quit
