audit ; an audit trail and an index
 do add("+^acct(id=:) -commands=S -delim=""^"" -pieces=2 -xecute=""do index^audit(id)"" -name=index")
 do add("+^acct(id=:) -commands=S,K,ZK -xecute=""do note^audit(id)"" -name=audit")
 set ^acct(1)="a^smith^1"
 set ^acct(2)="b^jones^2"
 set $piece(^acct(1),"^",2)="brown"
 set $piece(^acct(1),"^",3)=9
 kill ^acct(2)
 zwrite ^acct,^x,^note
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
index(id) ;
 kill:$piece($ztoldval,"^",2)'="" ^x($piece($ztoldval,"^",2),id)
 set ^x($piece($ztvalue,"^",2),id)=""
 quit
note(id) ;
 set ^note($increment(^note))=id_$ztriggerop_$ztoldval_">"_$ztvalue
 quit
