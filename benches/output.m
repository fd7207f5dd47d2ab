output ; WRITE of many short fields and lines
 n n,i s n=$s($zcmdline:+$zcmdline,1:60000)
 f i=1:1:n w "line ",i,?12,$j(i/4,10,2)," ",*65+(i#26),"|",$x,!
 w "output ",n,!
 q
