again ; a trigger that changes its own node
 do add("+^y -commands=S -xecute=""kill ^y write $data(^y),"""" """",$ztvalue,!""")
 do x("set ^y=1 write $data(^y)")
 do add("+^z -commands=K -xecute=""set ^z=5""")
 do x("set ^z=1 kill ^z write $data(^z)")
 do add("+^w(a=:,b=:) -commands=K -xecute=""write a,b,!""")
 do x("set ^w(1,2)=1 kill ^w(1) write $data(^w)")
 do x("set ^w(1,2,3)=1 kill ^w(1,2) write $data(^w)")
 do add("+^u -commands=S -xecute=""set:$ztlevel<2 ^u=50""")
 do x("set ^u=1 zwrite ^u")
 do add("+^v(1,:) -commands=S -xecute=""set:$ztlevel<2 ^(5)=1""")
 do x("set ^v(1,2)=1 zwrite ^v")
 do add("+^t -commands=ZK -xecute=""set ^t(1)=1""")
 do x("set ^t=1 zkill ^t zwrite ^t")
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
