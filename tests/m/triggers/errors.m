errors ; errors in triggers undo the change
 do add("+^e -commands=S,K -xecute=""set x=1/0""")
 do y("set ^e=1")
 do y("write $data(^e)")
 do x("set ^e=1")
 do x("write $data(^e)")
 do y("kill ^e")
 do x("write $data(^e)")
 do clr
 do add("+^e -commands=S -xecute=""do err^errors""")
 do y("set ^e=5")
 do x("write ^e")
 do x("set ^e=6")
 do x("write ^e")
 do clr
 do add("+^e -commands=S -xecute=""set $ecode="""",U1,""""""")
 do y("set ^e=7")
 do x("write ^e")
 do clr
 do add("+^e -commands=S -xecute=""set ^f=1,^g=2""")
 do add("+^f -commands=S -xecute=""set ^h=1""")
 do add("+^g -commands=S -xecute=""write ^nothing""")
 do y("set ^e=8")
 do x("write $get(^e),$data(^f),$data(^g),$data(^h)")
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
err set x=y
 quit
