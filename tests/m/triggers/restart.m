restart ; TRESTART in a trigger and around it
 do add("+^g(s=:) -commands=S -xecute=""write """"level """",$tlevel,"""" """",$ztlevel,! trestart:$trestart<1  write """"done"""",!""")
 set ^g(1)=1 write "ok ",^g(1),$tlevel,!
 tstart ():serial  write "start ",$trestart,! set ^g(2)=1 tcommit  write "ok ",^g(2),$tlevel,!
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
