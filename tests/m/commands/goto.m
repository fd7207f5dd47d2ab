goto ; GOTO forms
 n i s i=0
 g a
 w "bad",!
b w "b",! goto c+1
a w "a",! goto b
 w "bad",!
c w "bad",!
 w "c+1",! s i=1 g:i=1 d g bad
d w "d",! g e:i=2,f:i=1,bad
e w "bad",!
f w "f",! g g^goto
bad w "bad",! q
g w "g",! s x="h" g @x
 w "bad",!
h w "h",! g i+2^goto
i w "bad",!
 w "bad",!
 w "i+2",! s x="j^goto" g @x
j w "j",! f i=1:1:10 w i," " g:i=3 k
 w "bad",!
k w !,"i=",i,! i i=3 s i=4 g k
 s x="l+1" g @x
l w "bad",!
 w "l+1",! s n=1 g m+n
m w "bad",!
 w "m+1",! d sub w "back",! g loop
sub w "in sub",! g sub2
 q
sub2 w "in sub2",! q
loop s i=i+1 w i," " g:i<8 loop
 w !
 g end
end q
