goto ; GOTO and QUIT out of XECUTE
 s n=0
 x "g l1" w "back 1",!
 d p w "after p",!
 x "x ""g l1""" w "back 2",!
 x "f i=1:1:5 w i g:i=3 l2" w "back 3",!
 s x=$$f w x,!
 x "q","w ""second arg"",!"
 x "d sub","w ""next"",!"
 q
l1 w "l1 ",$st,! q
l2 w "l2 ",i,! q
p x "g l1" w "p cont",! q
f() x "s n=n+1" x "q" q n
sub q
 q
