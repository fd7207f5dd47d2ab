do ; DO forms
 n x
 d a,b(1),b(2)
 d a^do,b^do(3)
 do:1 a do:0 a
 d a:1,b(4):0,b(5):1
 d c+1 d c+1^do
 s x="a" d @x s x="b(6)" d @x s x="a^do" d @x s x="a,b(7)" d @x
 s x="a" d @x^do s x="do" d a^@x
 d ^doaux w "back",!
 d b(x_"!"),b($$f(2))
 d  d  w "end",!
 . w "block",!
 d deep(3)
 q
a w "a",! q
b(n) w "b",n,! q
c w "c (bad)",! q
 w "c+1",! q
f(n) q n*100
deep(n) w "deep ",n,! d:n>0 deep(n-1) w "up ",n,! q
