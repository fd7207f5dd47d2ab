refs ; $REFERENCE and the naked indicator after a trigger
 do add("+^a(sub=:) -commands=S,K,ZK,ZTR -xecute=""do show^refs""")
 do add("+^a -commands=S,K,ZK,ZTR -xecute=""do show^refs""")
 do add("+^a(sub=:,k=:) -commands=S,K,ZK,ZTR -xecute=""do show^refs""")
 do x("set ^a(1)=1 write $reference,! set ^(2)=3 write $reference")
 do x("kill ^a(1) write $reference")
 do x("set ^a(1,2)=3,^(3)=4 write $reference")
 do x("zkill ^(3) write $reference")
 do x("set ^z(1)=1,^a(4)=5 write $reference set ^(5)=^(4) write $reference")
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
