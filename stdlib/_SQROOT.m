%SQROOT ; Square root: %Y of %X; an i before it for a negative number
 s %Y=$$FUNC($g(%X)) q
INT ; asks for numbers and shows their roots, until there is none
 n %X
 f  r !,"The square root of: ",%X q:%X=""  q:%X'=+%X  w ?35," is: ",$$FUNC(%X),!
 q
FUNC(x) q $s(x<0:"i",1:"")_($s(x<0:-x,1:+x)**.5)
