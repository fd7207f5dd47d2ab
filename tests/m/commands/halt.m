halt ; HALT
 w "a",!
 s x=1 halt:x=2  w "b",!
 d sub
 w "never",!
 q
sub w "sub",! h:x=1  w "never",! q
