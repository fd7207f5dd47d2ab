gtmetrap ; the handler of the environment
 do add("+^e -commands=S -xecute=""write $etrap,! set x=1/0""")
 do y("set ^e=1 write ""on""")
 do x("write $data(^e)")
 do zt
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
zt set $ztrap="write ""ZT "",$zstatus,! halt"
 set ^e=10
 write "on ",^e,!
 quit
