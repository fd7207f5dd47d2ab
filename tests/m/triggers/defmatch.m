defmatch ; definitions that match what is there
 do d("+^a -commands=S -xecute=""d ^x1"" -pieces=1 -delim="",""")
 do d("+^a -commands=S -xecute=""d ^x1"" -pieces=2 -delim="",""")
 do d("+^a -commands=S,K -xecute=""d ^x1"" -pieces=2 -delim="",""")
 do d("+^a -commands=S,K -xecute=""d ^x1"" -pieces=3 -delim="",""")
 do d("+^a -commands=S,ZTR -xecute=""d ^x1"" -pieces=3 -delim="","" -name=x3")
 do d("+^a -commands=K,ZTR -xecute=""d ^x1"" -name=x3")
 do d("+^a -commands=K -xecute=""d ^x1""")
 do d("+^a -commands=S -xecute=""d ^x1"" -pieces=3 -delim="","" -name=y")
 do d("+^a -commands=S -xecute=""d ^x1"" -pieces=3 -delim="",""")
 do d("+^a -commands=S -xecute=""d ^x1"" -pieces=3 -delim="","" -name=x4")
 do d("-^a -commands=S -xecute=""d ^x1"" -pieces=3 -delim="","" -name=zz")
 do d("-^a -commands=S,K -xecute=""d ^x1"" -pieces=3 -delim="",""")
 do d("-^a -commands=S,K -xecute=""d ^x1"" -pieces=1 -delim="",""")
 do d("-^a -commands=S,K,ZK,ZTR -xecute=""d ^x1"" -pieces=2 -delim="",""")
 do d("-^a -commands=S -xecute=""d ^nix""")
 do d("-^a -commands=K -xecute=""d ^nix""")
 do d("-^nog -commands=S,K -xecute=""d ^nix""")
 do d("+^a -commands=S -xecute=""w 1""")
 do d("+^a -commands=S -xecute=""w 1""")
 do d("+^a -commands=S,K -xecute=""w 1""")
 do d("+^a -commands=S -xecute=""w 2""")
 do d("+^a -commands=S -xecute=""w 2"" -name=foo")
 do d("+^a -commands=S -xecute=""w 3"" -name=foo")
 do d("+^b(1) -commands=S -xecute=""w 3"" -name=foo")
 do d("-^a -commands=K -xecute=""w 1""")
 do d("-^a -commands=K -xecute=""w 1""")
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
