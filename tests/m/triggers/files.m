files ; $ZTRIGGER("FILE")
 do file("+^a -commands=S -xecute=""w 1""|;comment||+^a -commands=S -xecute=""w 2"" -name=n|+^b(x=:) -commands=K -xecute=<<| write ""hi"",!| write x,!|>>|-n|-nix")
 do file("+^a -commands=S -xecute=""w 1""|+^a -commands=S|+^a -commands=S -xecute=""w 3""|   ;x| |-nix|-*|-^a -commands=S -xecute=""w 3""")
 do file("+^a -commands=S -xecute=<<|x| w 1")
 do file("")
 do file(";only")
 do file("-*")
 do file("-*|+^a -commands=S -xecute=""w 1""|+^a -commands=K -xecute=""w 1""|+^a -commands=K -xecute=""w 1""|-zz|-*|+^c -commands=K -xecute=""w 1""")
 do file("+^m -commands=S -xecute=<<|| do a| quit|a write 1| quit|>>")
 do file("+^m -commands=S -xecute=<<foo| do b|>>")
 do file("+^m -commands=S -xecute=""set x=7""|+^m -commands=S,K -xecute=""set x=8"" -pieces=1 -delim="",""|+^m -commands=S,K -xecute=""set x=8"" -pieces=2 -delim="",""|-m#1")
 write $ztrigger("file","nosuch"),!
 write $ztrigger("file","/tmp"),!
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
file(t) new l,i,f set f="t.trg"
 open f:newversion use f for i=1:1:$l(t,"|") write $piece(t,"|",i),!
 close f
 write "--- ",t,!
 set r=$ztrigger("file",f) write "=",r,!
 set r=$ztrigger("select")
 quit
