ZBREAK ; breakpoints, their actions and counts
 s x=1
 d sub
 w "done x=",x,!
 q
sub s x=x+1
 s x=x*10
 w "in sub ",x,!
 q
loop f i=1:1:4 d one
 q
one s t=$g(t)+i
 q
