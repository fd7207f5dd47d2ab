mixcase ; Mixed case keywords and names
 New a,A,aB,Ab
 Set a=1,A=2,aB=3,Ab=4
 Write a,A,aB,Ab,!
 wRITE "odd",! WrItE "case",! sEt x=$lEnGtH("abc") WRITE x,!
 iF x=3 w $Piece("a,b",",",2),$eXtract("xyz",2),!
 eLsE  w "no",!
 fOr i=1:1:2 w i
 W ! dO sUb Do sUb QuiT:x=3  w "bad",!
sUb wrIte "sUb ",$HOROLOG=$h,! qUIT
SUB w "SUB",! q
