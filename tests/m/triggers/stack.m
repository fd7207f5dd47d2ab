stack ; positions and ZSHOW in triggers
 do add("+^g(s=:) -commands=S -xecute=""write $zposition,"""" """",$zlevel,$stack,! zshow """"s"""" zshow """"v"""" set ^h(s)=1,x=^h(s) write $reference,!""")
 do c
 do clr
 do add("+^g(s=:) -commands=S -xecute=""do lev^stack""")
 do c
 do clr
 do add("+^g(s=:) -commands=S -xecute=""xecute """"write $zposition,! zshow """"""""s""""""""""""""")
 do c
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
c set x=1,^g(1)=5 write $reference,! quit
lev new i for i=0:1:$stack write i," ",$stack(i)," ",$stack(i,"place")," ",$stack(i,"mcode"),!
 quit
