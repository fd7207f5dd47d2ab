SFCLOSE ; CLOSE with DELETE, RENAME, and what the file system then has
 s f="a.txt" d mk c f:delete w $zsearch("a.txt",1)="",!
 d mk c f:rename="b.txt" w $zsearch("a.txt",2)="",$zsearch("b.txt",3)'="",!
 d sub
 w $zsearch("a.txt",4)'="",!
 d mk u f c f w $io=$p,!
 c f c "nothing":delete
 s $et="w $zs,! s $ec="""""
 d e1
 q
e1 o "b.txt":readonly c "b.txt":delete w $zsearch("b.txt",5)="",! q
sub n $et s $et="w $zs,! s $ec="""""
 d mk c f:rename="sub/x"
 w "not reached",! q
mk o f:newversion u f w "x",! u 0 q
