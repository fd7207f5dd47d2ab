parts ; SET of $PIECE and $EXTRACT, $INCREMENT, READ
 do add("+^a(sub=:) -commands=S,K,ZK,ZTR -xecute=""do show^parts""")
 do add("+^a -commands=S,K,ZK,ZTR -xecute=""do show^parts""")
 do add("+^a(sub=:,k=:) -commands=S,K,ZK,ZTR -xecute=""do show^parts""")
 do x("if $increment(^a(1),5) write $test")
 do x("write $increment(^a(9)),^a(9)")
 do x("set $piece(^a(1),""|"",3)=""x""")
 do x("set $extract(^a(1),2)=""z""")
 do x("read ^a(5):0")
 do x("write $get(^a(5),""undef"")")
 do x("set x=$increment(^a(1)) write x,"" "",$reference")
 do x("set $piece(^a(1),""|"",0)=1")
 do x("set $piece(^a(1),""|"",2,4)=""q"" write ^a(1)")
 do x("set @""^a(8)""=1")
 do x("set x=""^a"" set @x@(4,5)=2")
 do x("set $zpiece(^a(1),""|"",1)=""w""")
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

show ;
 write "[",$ztriggerop,"|",$ztname,"|v=",$ztvalue,"|o=",$ztoldval,"|d=",$ztdata,"|de=",$ztdelim,"|u=",$ztupdate,"|l=",$ztlevel,"|s=",$ztslate,"|w=",$ztwormhole,"|tl=",$tlevel,"|tr=",$trestart,"|st=",$stack,"|zl=",$zlevel,"|r=",$reference,"|t=",$test,"]",!
 write "  place=",$stack($stack-1,"place"),"|",$stack($stack-1,"mcode"),"|",$stack($stack-1)," zpos-1 ",$stack($stack-2,"place"),"|",$stack($stack-2),"|",$estack,!
 zwrite
 write "  now=",$data(^a),$select($reference["(":$data(@$reference),1:""),!
 quit
