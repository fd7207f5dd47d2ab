etrap ; error handlers of triggers
 do add("+^e -commands=S -xecute=""write $etrap,""""|"""",$ztrap,""""|"""",$ecode,!""")
 set $etrap="quit"
 set ^e=1
 set $ztrap="halt"
 set ^e=1
 set $ztrap=""
 set ^e=1
 do clr
 do add("+^e -commands=S -xecute=""set $ztrap=""""quit""""""")
 do x("set ^e=7")
 do clr
 do add("+^e -commands=S -xecute=""new $etrap set $etrap=""""write $zstatus,$stack,! set $ecode="""""""""""""""" quit"""" set x=1/0""")
 do x("set ^e=8 write ""on""")
 do x("write ^e")
 do clr
 do add("+^e -commands=S -xecute=""set $etrap=""""goto et^etrap"""" do deep^etrap""")
 do x("set ^e=9 write ""on""")
 do x("write ^e")
 do clr
 do add("+^e -commands=S -xecute=""set x=1/0""")
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
et write "et ",$stack,$ztlevel,! set $ecode="" quit
deep set x=undefined
 write "not here",!
 quit
zt set $ztrap="write ""ZT "",$zstatus,"" "",$ztlevel,$tlevel,! halt"
 set ^e=10
 write "not here",!
 quit
