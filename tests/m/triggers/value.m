value ; $ZTVALUE changes what is set
 do add("+^a(sub=:) -commands=S -xecute=""set $ztvalue=$ztvalue+1 write $ztvalue,""""|"""",$ztoldval,""""|"""",$get(^a(sub)),!""")
 do x("set ^a(1)=5 write ^a(1)")
 do x("set ^a(1)=5 write ^a(1)")
 do x("write $increment(^a(1)),"" "",^a(1)")
 do x("set $piece(^a(1),2,3)=""x"" write ^a(1)")
 do x("set x(3)=3,x(4)=4 merge ^a=x zwrite ^a")
 do clr
 do add("+^k -commands=K -xecute=""set $ztvalue=1""")
 do x("set ^k=1 kill ^k write $data(^k)")
 do clr
 do add("+^v -commands=S -xecute=""set ^v(1)=^v,$ztvalue=10""")
 do x("set ^v=1 zwrite ^v")
 do add("+^u -commands=S -xecute=""set:$ztlevel<3 ^u=$ztvalue+1""")
 do x("set ^u=1 zwrite ^u")
 do add("+^w -commands=S -xecute=""set:$ztlevel<3 ^w=$ztvalue+1 set $ztvalue=$ztvalue_""""v""""""")
 do x("set ^w=1 zwrite ^w")
 do x("set $ztvalue=1")
 do x("write $ztvalue,$ztoldval,$ztdata,$ztupdate,$ztriggerop,$ztname,$ztdelim,$ztlevel")
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
