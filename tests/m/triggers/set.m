set ; what a SET trigger finds
 do add("+^a(sub=:) -commands=S,K,ZK,ZTR -xecute=""do show^set""")
 do add("+^a -commands=S,K,ZK,ZTR -xecute=""do show^set""")
 do add("+^a(sub=:,k=:) -commands=S,K,ZK,ZTR -xecute=""do show^set""")
 do x("set ^a(1)=5")
 do x("set ^a(1)=5")
 do x("set ^a(1)=6")
 do x("set ^a=1")
 do x("set ^a(1,2)=7")
 do x("set ^a(3,4)=1,^a(3)=2")
 do x("set ^a(""x"")=1")
 do x("set (^a(1),^a(2),q)=9")
 do x("set ^a(1,2,3)=4")
 do x("set ^b(1)=1")
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
