nest ; triggers of triggers
 do add("+^a(sub=:) -commands=S -xecute=""write sub,"""" """",$ztlevel,! set:sub<5 ^a(sub+1)=1 write """"after """",$ztlevel,sub,$ztvalue,$reference,!""")
 do x("set ^a(1)=1 write $reference,$ztlevel")
 do clr
 do add("+^a(sub=:) -commands=S -xecute=""set ^b(sub)=$ztvalue*2,^c(sub)=1""")
 do add("+^b(sub=:) -commands=S -xecute=""set ^d(sub)=$ztvalue_$ztlevel_$ztname""")
 do x("set ^a(3)=4 zwrite ^a,^b,^c,^d")
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
