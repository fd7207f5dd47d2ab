random ; $RANDOM range only
 n i,ok s ok=1 f i=1:1:200 s x=$R(10) s:x<0!(x>9)!(x'=(x\1)) ok=0
 W "ok => ",ok,!
 W "$r(1) => ",$r(1),!
 W "$random(1) => ",$random(1),!
 W "$r(1.9) => ",$r(1.9),!
 W "$r(""1x"") => ",$r("1x"),!
 s ok=1 f i=1:1:50 s:$r(2)>1 ok=0
 W "ok => ",ok,!
 W "$r(2147483647)'<0 => ",$r(2147483647)'<0,!
 DO e("w $r(0)")
 DO e("w $r(-1)")
 DO e("w $r("""")")
 DO e("w $r()")
 DO e("w $r(1,2)")
 DO e("w $r(.5)")
 DO e("w $r(""abc"")")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
