ZGOTOS ; ZGOTO forms
 w "0: ",$zl,! s n=0
 d a
 w "main cont ",n,! 
 i n=1 d b
 i n=2 d c
 w "end ",$zl,!
 q
a d a1 w "a cont",! q
a1 s n=1 zg $zl-2
b d b1 w "b not reached",! q
b1 s n=2 zg $zl-2:lab
lab w "lab ",$zl," ",n,! g lab2
lab2 d c
 w "lab2 cont",! s v="end2^ZGOTOS" zg 1:@v
c s n=n+1 x "zg $zl-2" w "no",! q
end2 w "end2 ",$zl,! zg 0
