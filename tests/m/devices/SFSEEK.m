SFSEEK ; SEEK, absolute and relative
 s f="a.txt" o f:newversion u f w "0123456789",!,"abcdefghij",!,"ABCDEFGHIJ",! c f
 o f:(readonly:seek="11") u f r a u 0 w a,!
 u f:seek="3" r a#3 u 0 w a,!
 u f:seek="+2" r a u 0 w a,!
 u f:seek="-6" r a u 0 w a,!
 u f:seek="30" r a u 0 w a," ",$zeof,!
 u f:seek="99" r a u 0 w "[",a,"] ",$zeof,!
 c f
 o f:(fixed:recordsize=11:readonly) u f:seek="1" r a u 0 w $tr(a,$c(10),"~"),! 
 u f:seek="+1" r a u 0 w "[",$tr(a,$c(10),"~"),"] ",$zeof,!
 c f
 q
