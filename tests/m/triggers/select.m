select ; $ZTRIGGER("SELECT")
 do add("+^a -commands=S -xecute=""d ^x1""")
 do add("+^a(1) -commands=S -xecute=""d ^x2"" -name=foo")
 do add("+^b -commands=K -xecute=""d ^x3""")
 do add("+^ab -commands=K -xecute=""d ^x3"" -name=fox")
 do s("")
 do s("*")
 do s("^a")
 do s("^b")
 do s("a")
 do s("a*")
 do s("a#1")
 do s("a#1#")
 do s("a#")
 do s("foo")
 do s("fo*")
 do s("foo,a#1")
 do s("foo,^a")
 do s("^a*")
 do s("^a,^b")
 do s("nix*")
 do s("^a(1)")
 do s("1")
 do s("*,foo")
 do s("^*")
 do s("^#t")
 do s(" ^a")
 do s(",")
 do m("""S"",""foo""")
 do m("""select""")
 do m("""SE"",""*""")
 do m("""nix"",""x""")
 do m(""""",""x""")
 do m("""ITEM""")
 do m("""ITEM"",""""")
 do m("""FILE""")
 do m("""ITEM"",$c(0)")
 do m("""ITEM"",1")
 do m("""I"",""-*""")
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
s(l) write "---",l,! write "=",$ztrigger("select",l),! quit
m(a) new $etrap set $etrap="write $zstatus,! set $ecode="""" quit" write "---",a,! set @("r=$ztrigger("_a_")") write "=",r,! quit
