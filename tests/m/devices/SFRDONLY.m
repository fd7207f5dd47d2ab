SFRDONLY ; writing to a READONLY file and reading from a new one
 s f="a.txt" o f:newversion u f w "abc",! c f
 s $et="u 0 w $zs,"" dev="",$device,! s $ec="""" q"
 d a,b,c
 q
a o f:readonly u f w "x",!
 u 0 w "written?",!
 q
b c f o f:newversion u f r x u 0 w "read [",x,"] ",$zeof,!
 c f
 q
c o f:(newversion:writeonly) u f w "w",! r x u 0 w "read [",x,"] ",$zeof,!
 c f
 q
