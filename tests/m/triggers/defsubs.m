defsubs ; subscripts in definitions
 do d("+^a() -commands=S -xecute=""do ^x""")
 do d("+^a(1)) -commands=S -xecute=""do ^x""")
 do d("+^a(1)x -commands=S -xecute=""do ^x""")
 do d("+^a(1,) -commands=S -xecute=""do ^x""")
 do d("+^a(,1) -commands=S -xecute=""do ^x""")
 do d("+^a(a) -commands=S -xecute=""do ^x""")
 do d("+^a(a=) -commands=S -xecute=""do ^x""")
 do d("+^a(a=1) -commands=S -xecute=""do ^x""")
 do d("+^a(a=1,a=2) -commands=S -xecute=""do ^x""")
 do d("+^a(%a=1,B2=2) -commands=S -xecute=""do ^x""")
 do d("+^a(1a=1) -commands=S -xecute=""do ^x""")
 do d("+^a(""x) -commands=S -xecute=""do ^x""")
 do d("+^a(""x""""y"") -commands=S -xecute=""do ^x""")
 do d("+^a($char(65)) -commands=S -xecute=""do ^x""")
 do d("+^a($c(65,66)) -commands=S -xecute=""do ^x""")
 do d("+^a($zchar(65)) -commands=S -xecute=""do ^x""")
 do d("+^a($zch(65)_""a"") -commands=S -xecute=""do ^x""")
 do d("+^a(""a""_$c(65)) -commands=S -xecute=""do ^x""")
 do d("+^a(1:) -commands=S -xecute=""do ^x""")
 do d("+^a(:1) -commands=S -xecute=""do ^x""")
 do d("+^a(1:3;5:7;:) -commands=S -xecute=""do ^x""")
 do d("+^a(1:3;*) -commands=S -xecute=""do ^x""")
 do d("+^a(*;*) -commands=S -xecute=""do ^x""")
 do d("+^a(3:1) -commands=S -xecute=""do ^x""")
 do d("+^a(""b"":""a"") -commands=S -xecute=""do ^x""")
 do d("+^a(""b"":1) -commands=S -xecute=""do ^x""")
 do d("+^a(1:""a"") -commands=S -xecute=""do ^x""")
 do d("+^a(1.5:-2) -commands=S -xecute=""do ^x""")
 do d("+^a(-2:+5) -commands=S -xecute=""do ^x""")
 do d("+^a(01) -commands=S -xecute=""do ^x""")
 do d("+^a(1E3) -commands=S -xecute=""do ^x""")
 do d("+^a(1.50) -commands=S -xecute=""do ^x""")
 do d("+^a(+1) -commands=S -xecute=""do ^x""")
 do d("+^a(""1"") -commands=S -xecute=""do ^x""")
 do d("+^a(.5) -commands=S -xecute=""do ^x""")
 write $ztrigger("select"),!
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
d(i) write "---",i,!,"=",$ztrigger("item",i),! quit
