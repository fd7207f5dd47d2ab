%SQROOT ; Square root: %Y of %X; an i before it for a negative number
 s %Y=$$FUNC(%X) q
INT ; asks for the number
 r !,"Square root of: ",%X s %Y=$$FUNC(%X) w !,%Y,! q
FUNC(x) q $s(x<0:"i",1:"")_($s(x<0:-x,1:+x)**.5)
