case	; executes the commands in LINE
	set $etrap="write ""!"",$zstatus,! halt"
	xecute $ztrnlnm("LINE")
	write !
	quit
untrap	; the same without a trap
	xecute $ztrnlnm("LINE")
	write !
	quit
v	write "v ",$zlevel," ",$stack," ",$estack," ",$quit," ",$test," ",$io,! zshow "S" quit
set	set y=$get(y)+1 write "y=",y,! quit
err	write 1/0 quit
trap	new $etrap set $etrap="write ""T:"",$zstatus,! set $ecode="""" quit" write 1/0 quit
deep	set dp=$get(dp)+1 write "deep ",dp,! do &back("deep") quit
fact(n)	new r quit:n<2 1 do &backv("fact",n-1) quit n*n
zg	zgoto 0
zg1	zgoto 1
halt	write "halting",! halt
isv	write $etrap,"|",$ztrap,"|",$ecode,"|",$zlevel,"|",$stack,"|",$estack,"|",$stack(-1),! set $ecode="",$zstatus="mine" if 0 quit
newx	new y set y=99 new $etrap set $etrap="quit:$quit 1 quit" quit
rd	read q write q quit
