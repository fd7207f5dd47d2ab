many ; all triggers that fit run once
 do add("+^a -commands=S -xecute=""set ^n(1)=$get(^n(1))+1"" -name=one")
 do add("+^a -commands=S -xecute=""set ^n(2)=$get(^n(2))+1"" -name=two")
 do add("+^a -commands=S,K -xecute=""set ^n(3)=$get(^n(3))+1"" -name=three")
 set ^a=1 zwrite ^n
 kill ^a zwrite ^n
 do add("-two")
 set ^a=1 zwrite ^n
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
