mixed ; command mix on one line
 n i,j,t s t="" f i=1:1:5 s t=t_i i i#2 s t=t_"o" f j=1:1:i s t=t_"." q:j=2
 w t,! i 1 s a=1 i a=1 w "x" i a=2 w "y"
 e  w "z",!
 s a=1,b=2 k:a=1 b s:'$d(b) c=3 w:$d(c) c,!
 f i="a":1:"c" w i
 w !,i,! f i=3,2,1 d:i=2  w:i'=2 i
 . w "two"
 w ! d:0  w "skip",! d:1  w "ran",!
 . w "in block ",!
 q:$d(nosuch)  w "end",! 
