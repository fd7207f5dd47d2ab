dupblk ; falling through labels and blocks
 d a w "--",! d b w "--",! d c w "--",!
 d d(1) w "--",! w $$e,!
 q
a w "a",!
b w "b",!
c w "c",! q
d(x) w "d",x,!
 d
 . w "d blk",!
d2 w "d2",! q
e() d
 . w "e blk",!
 q "e val"
