defnames ; names of globals and triggers
 do d("+^1a -commands=S -xecute=""do ^x""")
 do d("+^a.b -commands=S -xecute=""do ^x""")
 do d("+^%a -commands=S -xecute=""do ^x""")
 do d("+^a1 -commands=S -xecute=""do ^x""")
 do d("+^abcdefghijklmnopqrstuvwxyz1234567890 -commands=S -xecute=""do ^x""")
 do d("+^abcdefghijklmnopqrstuvwxyz12345 -commands=S -xecute=""do ^x""")
 do d("+^abcdefghijklmnopqrstuvwxyz1 -commands=S -xecute=""do ^x""")
 do d("+^#t -commands=S -xecute=""do ^x""")
 do d("+^ -commands=S -xecute=""do ^x""")
 do d("+a -commands=S -xecute=""do ^x""")
 do d("+^|""x""|a -commands=S -xecute=""do ^x""")
 do d("+^[""x""]a -commands=S -xecute=""do ^x""")
 do d("+^%Y* -commands=S -xecute=""do ^x""")
 do d("+^a* -commands=S -xecute=""do ^x""")
 do d("+^c -commands=S -xecute=""do ^x"" -name=")
 do d("+^c -commands=S -xecute=""do ^x"" -name=1a")
 do d("+^c -commands=S -xecute=""do ^x"" -name=a#b")
 do d("+^c -commands=S -xecute=""do ^x"" -name=%a")
 do d("+^c -commands=S -xecute=""do ^x"" -name=abcdefghijklmnopqrstuvwxyz1234567890")
 do d("+^c -commands=S -xecute=""do ^x"" -name=abcdefghijklmnopqrstuvwxyz12")
 do d("+^c -commands=S -xecute=""do ^x"" -name=abcdefghijklmnopqrstuvwxyz123")
 do d("+^a -commands=S")
 do d("+^a -xecute=""do ^x""")
 do d("+^c")
 do d("+c")
 do d("+")
 do d("-^a")
 do d("^c -commands=S -xecute=""d ^x""")
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
