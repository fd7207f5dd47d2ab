test ; $TEST in triggers and after
 do add("+^a(sub=:) -commands=S,K,ZK,ZTR -xecute=""do show^test""")
 do add("+^a -commands=S,K,ZK,ZTR -xecute=""do show^test""")
 do add("+^a(sub=:,k=:) -commands=S,K,ZK,ZTR -xecute=""do show^test""")
 do x("if 0  set:1 ^q=1")
 do x("set ^a(1)=0 write $test")
 do x("if 0")
 do x("do t")
 do x("if 1 set ^a(1)=3 write $test")
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
t if 0
 set ^a(2)=1
 write "t=",$test,!
 if 1
 set ^a(2)=1
 write "t=",$test,!
 quit
