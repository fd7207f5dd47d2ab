PRWIDTH ; USE $PRINCIPAL:WIDTH and WRAP, LENGTH, and their effect on output to a pipe
 u $p:(width=20:wrap) w $tr($j("",50)," ","w"),$x,!
 u $p:(width=20:nowrap) w $tr($j("",50)," ","n"),! w "x=",$x,!
 u $p:(width=132:wrap) w $tr($j("",140)," ","m"),! w $x,!
 u $p:length=3 f i=1:1:5 w $y," "  w !
 s $x=5 w ?8,"x",! s $y=1 w $y,!
 q
