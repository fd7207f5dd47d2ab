upper ; everything in upper case with full words
 NEW A,B,I
 SET A=1,B="TEXT"
 IF A=1 WRITE "A IS ONE",!
 ELSE  WRITE "NO",!
 FOR I=1:1:3 WRITE I," "
 WRITE !
 FOR  QUIT:A>5  SET A=A+1
 WRITE A,! DO SUB(A,.B) WRITE B,!
 WRITE $LENGTH(B)," ",$EXTRACT(B,1,3)," ",$PIECE(B," ",2)," ",$FIND(B,"X")," ",$JUSTIFY(A,5)," ",$TRANSLATE(B,"T","t"),!
 WRITE $SELECT(A>5:"BIG",1:"SMALL")," ",$DATA(A)," ",$GET(C,"NONE")," ",$ASCII("A")," ",$CHAR(66),!
 SET C(1)="X",C(2)="Y" WRITE $ORDER(C(""))," ",$QUERY(C)," ",$NAME(C(1))," ",$REVERSE("ABC"),!
 MERGE D=C KILL C(1) ZWRITE C,D
 XECUTE "WRITE ""XECUTED"",!"
 GOTO FIN
SUB(X,Y) SET Y=Y_" "_X
 QUIT
FIN WRITE "BYE",! QUIT
