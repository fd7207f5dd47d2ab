commit ; TCOMMIT and TROLLBACK in triggers
 do add("+^e -commands=S,K -xecute=""tcommit""")
 do x("set ^e=7")
 do x("write $data(^e)")
 do x("tstart  set ^e=7 tcommit")
 do clr
 do add("+^e -commands=S,K -xecute=""trollback""")
 do x("set ^e=8")
 do x("write $data(^e),$tlevel")
 do x("tstart  set ^e=7 write $tlevel tcommit")
 do x("write $tlevel")
 do clr
 do add("+^e -commands=S,K -xecute=""tstart () set ^eee=1 tcommit""")
 do x("set ^e=8")
 do x("write $tlevel,^e,^eee")
 do clr
 do add("+^e -commands=S,K -xecute=""tstart () set ^eee=2 trollback -1 write $tlevel""")
 do x("set ^e=8")
 do x("write $tlevel,^eee")
 do x("tstart () set ^e=9,^f=1 trollback -1 write $data(^f),^e")
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
