SFEXC ; EXCEPTION on OPEN and on USE: at the end of the file and for a missing file
 s f="a.txt" o f:newversion u f w "one",!,"two",! c f
 o f:(readonly:exception="g eof")
 u f f i=1:1 r x s x(i)=x
 q
eof u 0 w "eof after ",i-1," ",$p($zs,",",3,9)," zeof=",$zeof,! zwr x
 c f
 o "missing.txt":(readonly:exception="w ""exc: "",$zs,! g on")
 w "not reached",!
on o f:readonly u f:exception="u 0 w ""exc2 "",$p($zs,"","",3),! zg 1:on2"
 f i=1:1:9 r x
 u 0 w "not reached",!
on2 u f:exception="" u 0 c f
 w "done",!
 q
