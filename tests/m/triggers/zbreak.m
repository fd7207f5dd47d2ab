zbreak ; ZBREAK in a trigger
 set x="+^f(s=:) -commands=S -xecute=<<"_$c(10)_" write ""one"",!"_$c(10)_"two do sub(1)"_$c(10)_" quit"_$c(10)_"sub(x) write ""sub"",x,"" "",$zposition,! quit"_$c(10)
 do add(x)
 set s=7
 zbreak two^f#1#:"write ""BRK"",!"
 zshow "b"
 set ^f(2)=2 write s,!
 zbreak -*
 set ^f(2)=2
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
