slate ; $ZTSLATE and $ZTWORMHOLE
 do add("+^e -commands=S -xecute=""set $ztslate=$ztslate_""""x"""",$ztwormhole=$ztwormhole_""""w"""" write $ztslate,$ztwormhole,!""")
 do x("set ^e=1")
 do x("set ^e=1")
 do x("tstart  set ^e=1,^e=2 tcommit  set ^e=1")
 do x("write $ztwormhole")
 do x("write $ztslate")
 do x("set $ztslate=1")
 do x("set $ztwormhole=$j("""",130560) write $l($ztwormhole)")
 do x("set $ztwormhole=$j("""",130561) write $l($ztwormhole)")
 do x("set $ztwormhole=""abc"" do w")
 do x("write $ztwormhole")
 do x("new $ztslate")
 do clr
 do add("+^e -commands=S -xecute=""set $ztslate=$j("""""""",40000) write $l($ztslate),!""")
 do x("set ^e=1")
 do x("set $ztdata=1")
 do x("set $ztlevel=1")
 do x("set $ztname=1")
 do x("set $ztoldval=1")
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
w new $ztwormhole write "<",$ztwormhole,">" set $ztwormhole="def" quit
