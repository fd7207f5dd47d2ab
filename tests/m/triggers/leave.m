leave ; how triggers end
 do add("+^e -commands=S,K -xecute=""goto lab^leave""")
 do x("set ^e=8")
 do x("write $tlevel,^e")
 do clr
 do add("+^e -commands=S -xecute=""zgoto $zlevel-1""")
 do x("set ^e=9 write ""after""")
 do x("write $tlevel,^e")
 do clr
 do add("+^e -commands=S -xecute=""quit 5""")
 do x("set ^e=10 write ""after""")
 do x("write $tlevel,^e")
 do clr
 do add("+^e -commands=S -xecute=""quit  write 5""")
 do x("set ^e=11 write ""after""")
 do x("write $tlevel,^e")
 do clr
 do add("+^e -commands=S -xecute=""zgoto 1:back^leave""")
 set ^e=12 write "not here"
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
lab write "at lab ",$ztlevel," ",$stack,! quit
back write "back ",$zlevel,$tlevel,$ztlevel,^e,!
 quit
