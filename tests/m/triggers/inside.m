inside ; $ZTRIGGER in a trigger is refused
 do add("+^e -commands=S -xecute=""write $ztrigger(""""select"""")""")
 do x("set ^e=12 write ""after""")
 do clr
 do add("+^e -commands=S -xecute=""write $ztrigger(""""item"""",""""-*"""")"" -name=own")
 do x("set ^e=12 write ""after""")
 do x("set r=$ztrigger(""select"")")
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
