write ; WRITE $X ZWRITE and READ
 w "añ€",$x,! w "日本",$x,! w $c(233),!
 s a="é",b=$c(8364,1),c("ñ")=1,c("日")=2,d=$zch(200)_"x" zwr
 w $zwrite("é"_$c(1)),! w $zwrite($zch(195,169)),!
 r x w x," ",$l(x)," ",$zl(x),! r y#2 w y,! r *z w z,! r x w x,!
 w ?5,"é",?10,"|",! w $j("é",4),"|",!
 s x=0 f  r y q:$zeof  s x=x+$l(y)
 w x,!
