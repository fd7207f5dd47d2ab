NOARGS ; no arguments: $ZCMDLINE is empty; levels and names at the start
 w "[",$zcmdline,"] ",$zlevel," ",$st," ",$st(0)," ",$zmode," ",$zpos," ",$q," ",$t," ",$zeof,!
 w $x," ",$y," ",$zs,"|",$ec,"|",$et,"|",$zt,"|",$tl,"|",$zsystem,"|",$ze,!
 q
