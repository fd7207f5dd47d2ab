badline ; a bad line raises when reached
 n $et s $et="w $p($zs,"","",2,3),! s $ec="""" q"
 w "one",!
 d bad w "two",!
 d ok w "three",!
 d part w "four",!
 d cond w "five",!
 q
bad w "x",! wrong stuff
 q
ok w "fine",! q
part w "runs before",! s x=(1+
 q
cond i 0 w 1+
 w "after",! q
