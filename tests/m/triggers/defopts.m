defopts ; options of definitions
 do d("+^a -commands=S -xecute=""d ^x1"" -options=i,c")
 do d("+^a -commands=S -xecute=""d ^x2"" -options=c")
 do d("+^a -commands=S -xecute=""d ^x3"" -options=noi")
 do d("+^a -commands=S,K -xecute=""d ^x4"" -options=noi,c")
 do d("+^a -commands=S -xecute=""d ^x4"" -options=noi,c")
 do d("+^a -commands=S -xecute=""d ^x4"" -options=i")
 do d("+^a -commands=S,K -xecute=""d ^x4"" -options=i")
 do d("+^a -commands=S,K,ZK -xecute=""d ^x4"" -options=i -name=foo")
 do d("+^a -commands=S -xecute=""d ^x4"" -options=i -name=foo")
 do d("+^a -commands=K,S,ZTR -xecute=""d ^x4"" -options=i")
 do d("+^a -commands=K -xecute=""d ^x4""")
 do d("+^b -commands=S -xecute=""d ^x4"" -options=noisolation,noconsistencycheck")
 do d("+^b -commands=S -xecute=""d ^x4""")
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
