locals ; locals of triggers are their own
 do add("+^a(sub=:,k=:) -commands=S -xecute=""write $data(sub),$data(k),$data(other),! zwrite  set other=1,sub=""""changed"""" kill k""")
 set sub="outer",other=2,k(1)=3
 set ^a(1,"x")=1
 zwrite
 do clr
 do add("+^x -commands=S -xecute=""kill  write $data(a) new a set a=1 write a,!""")
 set a=5,^x=1 write a,!
 set *b=other set ^x=2 write b,other,!
 do f(.a) write a,!
 write $$g(7),a,!
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
f(p) set p=8,^x=9 set p=p+1 quit
g(p) set ^x=10 quit p+1
