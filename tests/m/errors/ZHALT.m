ZHALT ; ZHALT and HALT end inside nested frames
 w "a",! d b w "not reached",!
 q
b x "d c" q
c w "c",! zhalt 3
