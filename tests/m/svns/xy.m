xy ; $X and $Y
 w "abc",$X," ",$x,! w $y'<0,!
 s $x=10 w $x," "
 s $x=0 w $x,! 
 w "12345" s $x=2 w ?5,"|",$x,!
 s $x=70000 w $x,! w $x,!
 s $x=-1 w $x,! w $x,!
 s $y=5 w $y,! w $y,!
 s $y=-1 w $y,!
 s $x="3x" w $x,!
 w $c(9),$x,! w "a",$c(10),$x,! w "a",$c(13),$x,! w $c(8),$x,! w *65,$x,! w #,$x,$y,!
 w "a",?20,$x,! w !!,$x,!
