replace ; changed triggers take effect at once
 do add("+^a -commands=S -xecute=""write """"first"""",!"" -name=t")
 set ^a=1
 do add("-t")
 do add("+^a -commands=S -xecute=""write """"second"""",!"" -name=u")
 set ^a=1
 for i=1:1:3 set ^a=i if i=1 do add("-u")
 write "end",!
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
