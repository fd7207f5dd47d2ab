zlevel ; $ZLEVEL and $ZPOSITION
 w $zl," ",$zpos,! d a x "w $zl,"" "",$zpos,!" w $$f,!
 d
 . w $zl," ",$zpos,!
 . d
 . . w $zl," ",$zpos,!
 d b(2)
lab ;
 w $zpos,!
 w $zposition,!
 q
a w $zl," ",$zpos,! q
f() w $zl," ",$zpos,! q "f"
b(n) d:n b(n-1) w $zl," ",$zpos,! q
