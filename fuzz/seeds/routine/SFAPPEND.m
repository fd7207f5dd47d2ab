SFAPPEND ; APPEND, NEWVERSION, and reopening without parameters
 s f="a.txt"
 o f:newversion u f w "one",! c f
 o f:append u f w "two",! c f
 o f:(append) u f w "three" c f
 o f:append u f w "+more",! c f
 d show
 o f u f w "X" c f
 d show
 o f:newversion u f w "fresh",! c f
 d show
 o f:newversion c f
 d show
 q
show n l,i o f:readonly u f f i=1:1 r l q:$zeof  u 0 w i,":",l,! u f
 c f w "--",! q
