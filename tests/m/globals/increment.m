increment ; $INCREMENT on globals
 w "$i(^c) => ",$i(^c),!
 w "$i(^c,5) => ",$i(^c,5),!
 w "$i(^c,-2.5) => ",$i(^c,-2.5),!
 w "^c => ",^c,!
 w "$i(^c(1,2)) => ",$i(^c(1,2)),!
 w "$d(^c(1)) => ",$d(^c(1)),!
 w "$i(^(2),10) => ",$i(^(2),10),!
 w "$r => ",$r,!
 s ^s="12abc"
 w "$i(^s) => ",$i(^s),!
 s ^s="abc"
 w "$i(^s,0) => ",$i(^s,0),!
 w "$increment(^t(""x""),""3y"") => ",$increment(^t("x"),"3y"),!
 ts 
 w "$i(^c,100) => ",$i(^c,100),!
 tro
 w "^c => ",^c,!
 s x="^c",y=$i(@x) w y,! w $i(@x@(7)),!
 f i=1:1:5 s id=$i(^seq) s ^rec(id)=i*i
 zwr ^seq,^rec
 k ^c,^s,^t,^seq,^rec
 DO e("w $i(^(1))")
 DO e("w $i(^q,zz)")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
