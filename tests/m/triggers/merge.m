merge ; MERGE sets node by node
 do add("+^a(sub=:) -commands=S,K,ZK,ZTR -xecute=""do show^merge""")
 do add("+^a -commands=S,K,ZK,ZTR -xecute=""do show^merge""")
 do add("+^a(sub=:,k=:) -commands=S,K,ZK,ZTR -xecute=""do show^merge""")
 do x("set x(1)=1,x(2,3)=4,x(3,4,5)=6 merge ^a(7)=x")
 do x("merge ^a=x")
 do x("set ^b(1)=2,^b(2)=3 merge ^a=^b")
 do x("merge ^a(9)=^b(1) write $reference")
 do x("merge ^c=^a write $data(^c)")
 do x("merge y=^a zwrite y")
 do x("merge ^a(1)=^a(1)")
 do x("merge ^a(50)=nothing")
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
