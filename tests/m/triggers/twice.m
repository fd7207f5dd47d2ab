twice ; the same code for two commands
 do add("+^a(x=:) -commands=S,ZTR -xecute=""write $ztriggerop,$ztvalue,!""")
 do add("+^a(x=:) -commands=K -xecute=""write $ztriggerop,$ztoldval,!""")
 do x("set ^a(1)=1")
 do x("kill ^a(1)")
 do x("ztrigger ^a(1)")
 write $ztrigger("select"),!
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
