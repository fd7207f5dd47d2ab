SFTRUNC ; TRUNCATE and NOTRUNCATE
 s f="a.txt" d fill
 o f u f:truncate c f d show
 d fill o f u f r x u f:truncate c f d show
 d fill o f:truncate c f d show
 d fill o f:(rewind:truncate) c f d show
 d fill o f u f r x w "AB" c f d show
 q
fill o f:newversion u f w "one",!,"two",!,"three",! c f q
show n l,i o f:readonly u f f i=1:1 r l q:$zeof  u 0 w i,":",l,! u f
 c f w "--",! q
