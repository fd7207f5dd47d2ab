abbrev ; command abbreviations and case
 S A=1 SET A=2 s A=3 set A=4 Set A=5 sET A=6 W A,!
 W "w",! WRITE "write",! w "w",! Write "Write",!
 I 1 W "i",! IF 1 W "if",! i 1 w "i",! if 1 write "if",!
 I 0
 E  W "e",!
 ELSE  W "else",!
 F I=1:1:2 W I FOR I=3:1:4 W I for I=5:1:6 w I
 W !
 D L DO L d L do L
 K A W $D(A),! S A=1 KILL A W $D(A),! s A=1 kill A w $d(A),!
 N A NEW B new C n D
 X "w 1" XECUTE "w 2" xecute "W 3" W !
 M X=A MERGE X=A m X=A merge X=A
 H 0 HANG 0 h 0 hang 0
 L X LOCK X l X lock X l
 G N
 W "bad"
N GOTO O
O goto P
P g Q
Q W "gone",!
 d e("SE A=1")
 d e("SETT A=1")
 d e("WRI 1")
 d e("FO I=1:1:2 W I")
 d e("DOO L")
 d e("EL  W 1")
 d e("QU")
 d e("KI A")
 d e("NE A")
 d e("GOT N")
 d e("ZWRIT")
 d e("zwrite A")
 d e("XEC ""w 1""")
 d e("LO A")
 d e("HAN 0")
 d e("READD A")
 d e("ZSHO ""V""")
 d e("ZK A w ""ok""")
 d e("ZKI A")
 d e("TST")
 d e("TCOMM")
 Q
L W "L",! QUIT
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
