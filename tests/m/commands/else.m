else ; ELSE details
 i 0 d
 e  d
 . w "else block",! i 1
 e  w "still else? ",$t,!
 i 1 d  w "after ",$t,!
 . i 0 w "inner"
 e  w "outer else ",$t,!
 i 1 d sub
 w "t after d sub ",$t,!
 e  w "else after sub",!
 i 1 s x=$$fn()
 w "t after $$ ",$t,!
 i 1 x "i 0"
 w "t after x ",$t,!
 f i=1:1:3 i i=2 w "two " e  w "not "
 w !
 f i=1:1:3 i i=2 w "two "
 e  w "else after for",!
 i 0 e  e  e  w "triple",!
 q
sub i 0
 q
fn() i 0
 q 1
