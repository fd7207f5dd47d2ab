ranges ; which subscripts fit
 do add("+^g(s=:5) -commands=S -xecute=""write """"F"""",s,!""")
 do all
 do clr
 do add("+^g(s=""b"":) -commands=S -xecute=""write """"F"""",s,!""")
 do all
 do clr
 do add("+^g(s=01;""1"";-3;""2.5"") -commands=S -xecute=""write """"F"""",s,!""")
 do all
 do clr
 do add("+^g(s=1:""z"") -commands=S -xecute=""write """"F"""",s,!""")
 do all
 do clr
 do add("+^g(s=?1.N;?1""b"".A) -commands=S -xecute=""write """"F"""",s,!""")
 do all
 do clr
 do add("+^g(s=1:3;5:7,t=""a"":""c"";1) -commands=S -xecute=""write """"F"""",s,t,!""")
 do two
 do clr
 do add("+^g(3,x=*) -commands=S -xecute=""write """"F"""",x,!""")
 do two
 do clr
 do add("+^g($char(97,98):$c(122)) -commands=S -xecute=""write """"F"""",$reference,!""")
 do all
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
all new i for i=1,2,3,5,6,"01","02",0,"a","b","bb","z","zz",4,-1,-3,2.5,"" write "<",i,">" set ^g(i)=1
 write !
 quit
two new s,t for s=1,3,4,7 for t=1,2,"a","bb","c","d" write "<",s,t,">" set ^g(s,t)=1
 write !
 quit
