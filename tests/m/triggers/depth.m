depth ; too many triggers one above the other
 do add("+^d(sub=:) -commands=S -xecute=""set ^d(sub+1)=1""")
 do x("write $data(^d)")
 do clr
 do add("+^d(sub=:) -commands=S -xecute=""set ^d(sub+1)=1""")
 do z
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

z ;
 new $etrap set $etrap="write:$ztlevel>125!'$ztlevel $zstatus,"" "",$ztlevel,$tlevel,! quit:$ztlevel  set $ecode="""" quit"
 set ^d(1)=1
 quit
