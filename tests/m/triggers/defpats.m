defpats ; patterns and lists in definitions
 do d("+^a(?1N) -commands=S -xecute=""do ^x""")
 do d("+^a(?1""a"".N) -commands=S -xecute=""do ^x""")
 do d("+^a(?.E;?1A) -commands=S -xecute=""do ^x""")
 do d("+^a(?1) -commands=S -xecute=""do ^x""")
 do d("+^a(?1X) -commands=S -xecute=""do ^x""")
 do d("+^a(?1N:?2N) -commands=S -xecute=""do ^x""")
 do d("+^a(?.N1(1""a"",1""b"")) -commands=S -xecute=""do ^x""")
 do d("+^a(x=?1.3N2""-"") -commands=S -xecute=""do ^x""")
 do d("+^a( 1) -commands=S -xecute=""do ^x""")
 do d("+^a(1, 2) -commands=S -xecute=""do ^x""")
 do d("+^a(1 ,2) -commands=S -xecute=""do ^x""")
 do d("+^a(x =1) -commands=S -xecute=""do ^x""")
 do d("+^a(1;2;1) -commands=S -xecute=""do ^x""")
 do d("+^a(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31) -commands=S -xecute=""do ^x""")
 do d("+^a(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32) -commands=S -xecute=""do ^x""")
 do d("+^a(**) -commands=S -xecute=""do ^x""")
 do d("+^a(*,*) -commands=S -xecute=""do ^x""")
 do d("+^a(x=*,y=:) -commands=S -xecute=""do ^x""")
 do d("+^a("""") -commands=S -xecute=""do ^x""")
 do d("+^a("""":""a"") -commands=S -xecute=""do ^x""")
 do d("+^a(1:2:3) -commands=S -xecute=""do ^x""")
 do d("+^a(::) -commands=S -xecute=""do ^x""")
 do d("+^a(1;) -commands=S -xecute=""do ^x""")
 do d("+^a(;1) -commands=S -xecute=""do ^x""")
 do d("+^a(x=;1) -commands=S -xecute=""do ^x""")
 do d("+^a(x=(1;2)) -commands=S -xecute=""do ^x""")
 do d("+^a(a,b) -commands=S -xecute=""do ^x""")
 do d("+^a($j) -commands=S -xecute=""do ^x""")
 do d("+^a(1+1) -commands=S -xecute=""do ^x""")
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
