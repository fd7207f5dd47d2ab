waits ; waiting in triggers
 do add("+^f(s=:) -commands=S -xecute=""lock +^f(s):1 hang 0.01 write $test,! lock -^f(s) read x:0 write $test,!""")
 set ^f(1)=1
 write "done ",$tlevel,!
 do clr
 do add("+^f(s=:) -commands=S -xecute=""zsystem """"echo hi""""""")
 set ^f(1)=1
 write "done ",$tlevel,!
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
