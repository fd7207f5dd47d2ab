SFLENGTH ; LENGTH and WIDTH: $Y goes back at the page end, wrapping counts lines
 s f="a.txt" o f:newversion u f:(length=4:width=10:wrap)
 f i=1:1:9 w "l",i s y(i)=$y_","_$x w !
 w "0123456789ABCDEFGHIJ0123456789" s y(10)=$y_","_$x
 u 0 zwr y
 u f:(length=0:width=0) w !,$j("",30) s y=$y_","_$x u 0 w y,!
 c f
 q
