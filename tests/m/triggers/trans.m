trans ; triggers and the transactions of programs
 do add("+^a(s=:) -commands=S -xecute=""set ^log(s)=$ztvalue write $tlevel,$trestart,!""")
 do x("tstart () set ^a(1)=1,^a(2)=2 tcommit  write $data(^log(1)),$tlevel")
 do x("tstart () set ^a(3)=1 trollback  write $data(^log(3)),$data(^a(3))")
 do x("tstart () set ^a(4)=1 tstart () set ^a(5)=1 trollback -1 write $data(^log(4)),$data(^log(5)) tcommit")
 zwrite ^log
 do clr
 do add("+^a(s=:) -commands=S -xecute=""tstart  set:s<3 ^a(s+1)=1 tcommit  write $tlevel,$ztlevel,!""")
 do x("set ^a(1)=1")
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
