defquals ; qualifiers of definitions
 do d("+^c -commands=X -xecute=""d ^x""")
 do d("+^c -commands=S, -xecute=""d ^x""")
 do d("+^c -commands=S,S,SET -xecute=""d ^x""")
 do d("+^c -commands= -xecute=""d ^x""")
 do d("+^c -commands -xecute=""d ^x""")
 do d("+^c -commands=S -xecute=d ^x")
 do d("+^c -commands=S -xecute=""d ^x")
 do d("+^c -commands=S -xecute=""d ^x"" -foo")
 do d("+^c -commands=K -xecute=""d ^x"" -piece=1 -delim="",""")
 do d("+^c -commands=S -xecute=""d ^x"" -piece=1")
 do d("+^c -commands=S -xecute=""d ^x"" -delim="",""")
 do d("+^c -commands=S -xecute=""d ^x"" -delim="","" -zdelim="";"" -piece=1")
 do d("+^c -commands=S -xecute=""d ^x"" -delim="","" -piece=x")
 do d("+^c -commands=S -xecute=""d ^x"" -delim="","" -piece=3:1")
 do d("+^c -commands=S -xecute=""d ^x"" -delim="","" -piece=0")
 do d("+^c -commands=S -xecute=""d ^x"" -delim="""" -piece=1")
 do d("+^c -commands=S -xecute=""d ^x"" -delim=, -piece=1")
 do d("+^c -commands=S -xecute=""d ^x"" -options=foo")
 do d("+^c -commands=S -xecute=""d ^x"" -options=isolation,noisolation")
 do d("+^c -commands=S -xecute=""""")
 do d("+^c -commands=S -commands=K -xecute=""s x=""""a""""""")
 do d("+^c -xecute=""s x=""""b"""""" -commands=S ")
 do d("+^c -xecute=""s x=""""b""""""-commands=S")
 do d("+^c -XECUTE=""s x=""""b"""""" -COMMANDS=set")
 do d("+^c -x=""s x=""""b"""""" -c=set")
 do d("+^c -command=set -xecute=""h 1"" -na=foo")
 do d("+^c -command=set -xecute=""h 2"" -piece=1:3;2:5;7;6;10 -delim=$c(9)_"";""")
 do d("+^c -command=set -xecute=""h 4"" -piece=1 -delim=$c(9)")
 do d("+^c -command=set -xecute=""h 5"" -piece=1 -delim=""a""_""b""")
 do d("+^c -command=set -xecute=""h 6"" -piece=1 -zdelim=""ab""")
 do d("+^c -command=set,zw,zwith,zwithdraw,zki,zkill,ki,kil,kill,se,ztr,ztri,ztrigger -xecute=""h 7""")
 do d("+^c -command=""set"" -xecute=""h 8""")
 do d("+^c -command=set -xecute=""h 9"" ; comment")
 do d("+^c -zt=SET")
 do d("+^c -comm=ZT -xecute=""set x=12""")
 do d("+^c ")
 do d("+^c -")
 do d("+^c -comm=SET -xecute=x")
 do d("+^c -comm=SET -xecute=""h 11"" -pieces=1: -delim=""a""")
 do d("+^c -comm=SET -xecute=""h 11"" -pieces=:1 -delim=""a""")
 do d("+^c -comm=SET -xecute=""h 11"" -pieces=1,2 -delim=""a""")
 do d("+^c -comm=SET -xecute=""h 11"" -pieces=1; -delim=""a""")
 do d("+^c -comm=SET -xecute=""h 11"" -pieces=2:2 -delim=""a""")
 do d("+^c -comm=SET -xecute=""h 11"" -options=i,")
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
