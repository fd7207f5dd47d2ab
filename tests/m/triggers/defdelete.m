defdelete ; deletion by name
 do d("+^a -commands=S -xecute=""d ^x1""")
 do d("+^a -commands=S -xecute=""d ^x2""")
 do d("+^a -commands=S -xecute=""d ^x3""")
 do d("+^a -commands=S -xecute=""d ^x4"" -name=foo")
 do d("-a#2")
 do d("+^a -commands=S -xecute=""d ^x5""")
 do d("-a#")
 do d("-a#1#")
 do d("-a#1*")
 do d("-^a*")
 do d("-foo*")
 do d("-nix*")
 do d("-1")
 do d("-abc def")
 do d("-foo -commands=S")
 do d("-")
 do d("-""foo""")
 do d("-foo#")
 do d("-abcdefghijklmnopqrstuvwxyz1234567890")
 do d("-a#*")
 do d("-*")
 do d("+^a -commands=S -xecute=""d ^x1""")
 do d("-a#1")
 do d("+^b -commands=S -xecute=""d ^x1""")
 do d("-*")
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
