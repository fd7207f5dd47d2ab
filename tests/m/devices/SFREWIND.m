SFREWIND ; REWIND on USE and OPEN, write and read with one OPEN
 s f="a.txt" o f:newversion u f f i=1:1:3 w "line ",i,!
 u f:rewind r a,b u 0 w a,"|",b," ",$zeof,!
 u f r c,d u 0 w c,"|",d," ",$zeof,!
 u f:rewind u 0 w $zeof," " u f r e u 0 w e,!
 c f:rename="b.txt"
 o "b.txt":(readonly:rewind) u "b.txt" r x u 0 w x,! c "b.txt"
 o "b.txt" u "b.txt" r x,y w "changed" c "b.txt"
 o "b.txt":readonly u "b.txt" f  r x q:$zeof  u 0 w x,! u "b.txt"
 c "b.txt"
 q
