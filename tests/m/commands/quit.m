quit ; QUIT forms
 w "start",! d a w "b ",$$f,! d b(1),b(0)
 f i=1:1:5 q:i=3  w i," "
 w !
 f i=1:1 q:i>3  f j=1:1 q:j>i  w i,j," "
 w !
 w $$g(5)," ",$$g(-5),!
 w $$h,"|",!
 x "w 1 q  w 2" w "after x",!
 d  w "after block",!
 . w "in block " q
 . w "never"
 d c
 s x=$$k() w x,!
 quit:0  w "not quit",!
 q:1  w "bad"
 w "bad",!
a w "in a",! q
 w "bad",!
f() q 42
b(x) q:x  w "b not quit",!
 q
g(n) i n<0 q "neg"
 q:n>0 "pos" q "zero"
h() q ""
c w "c",! q
k() n a s a="x" q a_a
