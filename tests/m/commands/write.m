write ; WRITE forms
 w "a",!,"b",!!,"c",!
 W "x",?10,"y",?5,"z",?20,"w",!
 w 1,2,3,1.50,"1.50",-1,! WRITE "end",!
 w *65,*66,*10
 w "abc"_"def",!,1+1,!
 w ?3,"in3",! w !,?5,"five",!?8,"eight",!
 w $x,"," w $x,! w $y>0,!
 w "12345" w ?5,"|" w ?3,"|",?10.9,"|",!
 w:1 "yes",! w:0 "no",!
 w @"1+1",! s v="""ind"",!,2" w @v,!
 s f="!,?5,""fmt""" w @f,!
 w "",! w "" w !
 s a(1)="sub" w a(1),!
 w *72,*105,! 
 w "tab",?$x+3,"t",!
 w ?0,"zero",! w ?-5,"neg",!
 w "q""q",! w """",!
 w #,"ff",!
 w ("paren"),!
 s x=65 w *x,*x+1,!
