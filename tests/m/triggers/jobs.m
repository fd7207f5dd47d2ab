jobs ; another process fires the triggers, too
 do add("+^a(s=:) -commands=S -xecute=""set ^log(s)=$ztvalue_$ztname""")
 job set^jobs
 for i=1:1:200 quit:$data(^log(2))  hang 0.05
 zwrite ^log
 tstart ():serial  set ^a(9)=1 tcommit
 zwrite ^log
 quit
add(i) write $ztrigger("item",i),! quit
clr if $ztrigger("item","-*")
 quit
x(c) ; an error ends the line, inside a trigger the trigger
 write "--- ",c,!
 new $etrap set $etrap="write ""ERR "",$zstatus,"" "",$ecode,"" "",$ztlevel,$tlevel,! set $ecode="""" trollback:$tlevel&'$ztlevel  quit"
 xecute c
 write !
 quit
y(c) ; an error goes through triggers to here
 write "--- ",c,!
 new $etrap set $etrap="write ""ERR "",$zstatus,"" "",$ecode,"" "",$ztlevel,$tlevel,! quit:$ztlevel  set $ecode="""" trollback:$tlevel  quit"
 xecute c
 write !
 quit
set set ^a(1)="one",^a(2)="two" quit
