readback ; $TEXT and ZPRINT of triggers
 set x="+^f(s=:) -commands=S,K -xecute=<<"_$c(10)_" write ""one"",!"_$c(10)_"two do sub(1)"_$c(10)_" write $text(+1),""|"",$text(two),""|"",$text(+2^f#1#),""|"",$zposition,! quit"_$c(10)_"sub(x) write ""sub"",x,"" "",$zposition,! quit"_$c(10)
 do add(x)
 set ^f(1)=1
 write $text(+1^f#1#),"|",$text(+0^f#1#),"|",$text(^f#1#),"|",$text(+1^f#1),"|",$text(+9^f#1#),"|",!
 zprint ^f#1#
 zprint +2^f#1#
 zprint sub^f#1#
 zprint +1^f#1#:+2
 do add("+^f(s=:) -commands=ZTR -xecute=""write """"nx"""",!"" -name=named")
 write $text(+1^named#),"|",$text(+1^named),"|",$text(+1^nosuch#),!
 set x="+1^named#" write $text(@x),! zprint @x
 do x("zprint ^nix#")
 do x("zprint nix^named#")
 ztrigger ^f(1)
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
