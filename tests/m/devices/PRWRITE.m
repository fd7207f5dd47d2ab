PRWRITE ; WRITE to a principal device that is no terminal: format controls, $X, $Y, *n, long lines
 w "a",?5,"b",! w $x," ",$y>0,!
 w ?3,"c",?1,"d",?8,"e",! w *65,*66,$x,! w #,"after ff ",$y,!
 w "tab"_$c(9)_"x ",$x,! w "bs"_$c(8)_"x ",$x,! w "cr"_$c(13)_"x ",$x,! w "lf"_$c(10)_"x ",$x,!
 w "esc"_$c(27)_"[1m ",$x,! w "hi"_$c(200,255)_" ",$x,! w "nul"_$c(0)_" ",$x,!
 w $j("",300),"<",$x,! w ?100,"far",! w !!!,"y",!
 w *10,*13,*9,$x,! w /x
 q
