FIFO1 ; FIFO: write and read in one process, delete at close
 s f="ff" o f:(fifo:newversion) u f w "one",!,"two",! r a,b u 0 w a,"|",b,!
 w $zsearch("ff",1)'="" zshow "d":d f i=1:1 q:'$d(d("D",i))  w:$e(d("D",i))'="0" " ",d("D",i),!
 i 1 u f r x:0 s t=$t u 0 w "[",x,"] ",t,!
 u f w "part" u f r *y,z#2 u 0 w y,z,!
 c f:delete w $zsearch("ff",2)="",!
 q
