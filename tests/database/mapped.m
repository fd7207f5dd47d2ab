mapped	; globals of one name space in several files
	set ^A=1,^AB(1)=2,^ABC=3,^B(1,2)=4,^%Z=5,^%ZA(1)=6,^z=7,^T=8
	quit
names	; in both directions
	new x
	set x="^%" for  write x," " set x=$order(@x) quit:x=""
	write !
	set x="^zz" for  set x=$order(@x,-1) quit:x=""  write x," "
	write !,$query(^B)," ",$query(^AB("")),!
	quit
both	; a transaction in two files, once undone
	tstart ():serial
	set ^A=10,^B(1,2)=40
	trollback
	write ^A," ",^B(1,2)," "
	tstart ():serial
	set ^A=11,^B(1,2)=41
	write $order(^%)," "
	tcommit
	write ^A," ",^B(1,2)," ",$increment(^B(1,2))," ",$increment(^T),!
	quit
kill	kill ^AB,^%Z
	do names
	quit
