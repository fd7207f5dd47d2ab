audit	; an index by name and a trail of changes, both kept by triggers: nobody who changes ^patient has to think of them
	;
	; ^patient(id)=name^born^remark
	; ^byname(name,id)=""             kept by the trigger "index"
	; ^trail(n)=id^command^old^new    kept by the trigger "trail"
	;
	do load
	set ^patient(1)="Smith^1961^"
	set ^patient(2)="Jones^1984^",$piece(^patient(1),"^",3)="moved"
	set $piece(^patient(2),"^")="Brown"
	kill ^patient(1)
	; What fails in a trigger undoes the change as well.
	do refused
	write "by name:",!
	new name,id set (name,id)=""
	for  set name=$order(^byname(name)) quit:name=""  for  set id=$order(^byname(name,id)) quit:id=""  write "  ",name," ",id,!
	write "trail:",!
	new n
	for n=1:1:^trail write "  ",n," ",$translate(^trail(n),"^","/"),!
	quit
	;
load	; the definitions: all of them, or none
	new file,line,n
	set file=$text(+0)_$job_".trg"
	open file:newversion use file
	for n=1:1 set line=$piece($text(defs+n),";;",2,9) quit:line=""  write line,!
	close file
	if '$ztrigger("FILE",file) zhalt 1
	open file close file:delete
	quit
	;
defs	;
	;;; pieces make a trigger run only when they change
	;;-*
	;;+^patient(id=:) -commands=SET -delim="^" -pieces=1 -xecute="do index^audit(id)" -name=index
	;;+^patient(id=:) -commands=KILL -xecute="kill ^byname($piece($ztoldval,""^""),id)" -name=unindex
	;;+^patient(id=:) -commands=SET,KILL -xecute="do trail^audit(id)" -name=trail
	;;+^patient(id=:) -commands=SET -xecute="set:$piece($ztvalue,""^"")="""" $ecode="",U-no-name,""" -name=check
	;
index(id)	; the name of a patient has changed
	if $ztoldval'="" kill ^byname($piece($ztoldval,"^"),id)
	if $piece($ztvalue,"^")'="" set ^byname($piece($ztvalue,"^"),id)=""
	quit
	;
trail(id)	; a patient has changed
	set ^trail($increment(^trail))=id_"^"_$ztriggerop_"^"_$piece($ztoldval,"^")_"^"_$piece($ztvalue,"^")
	quit
	;
refused	; a patient without a name
	new $etrap set $etrap="quit:$ztlevel  write ""refused: "",$ecode,! set $ecode="""" quit"
	set ^patient(3)="^1999^"
	write "not reached",!
	quit
