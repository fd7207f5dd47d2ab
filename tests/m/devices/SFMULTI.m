SFMULTI ; several arguments in OPEN, USE, CLOSE; devices named by expression and indirection
 s a="one.txt",d(1)="two.txt",p="(newversion)"
 o a:newversion,d(1):(newversion:stream) u a w 1,! u d(1) w 2,! c a,d(1)
 o @"a:readonly" u a r x u 0 w x,!
 s v="d(1)" o @v:readonly u @v r y u 0 w y,!
 c @"a,d(1)"
 s n="thr" o n_"ee.txt":newversion u n_"ee.txt" w "3",! c n_"ee.txt":rename="four.txt"
 o:1 "four.txt":readonly o:0 "none" u:1 "four.txt" r z u:1 $p w z,! c:1 "four.txt"
 q
