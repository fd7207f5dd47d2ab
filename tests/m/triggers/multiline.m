multiline ; code of several lines in an item
 do add("+^a -commands=S -xecute=<<"_$c(10)_" write ""one"",!"_$c(10)_" do two"_$c(10)_" quit"_$c(10)_"two write ""two"",!"_$c(10))
 do add("+^b -commands=S -xecute=<<"_$c(10)_" do y")
 do add("+^b -commands=S -xecute=""w 1"""_$c(10)_"+^c -commands=S -xecute=""w 1""")
 do add("+^b -commands=S -xecute=""w 1"""_$c(10))
 do add("+^c -commands=S -xecute=<<x")
 do add("+^d -xecute=<< -commands=S -name=nm"_$c(10)_$c(10)_" write $zposition,!"_$c(10))
 set ^a=1,^d=1
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
