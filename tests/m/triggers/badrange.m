badrange ; a range whose ends are in the wrong order
 do add("+^g(3:1) -commands=S -xecute=""write 1""")
 do x("set ^g(2)=1")
 do x("write $data(^g)")
 do x("set ^h(2)=1")
 do clr
 do add("+^g(""b"":""a"",1) -commands=S -xecute=""write 1""")
 do x("set ^g(2,1)=1")
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
