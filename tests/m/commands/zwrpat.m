zwrpat ; ZWRITE with patterns and ranges
 s abc=1,abd(1)=2,xyz="3",abc("x",1)=1,abc("y",2)=2,abc("y","z")=3,abc(10)=4,abc(9)=5,%p=1
 w "1",! zwr ?1"ab".E
 w "2",! zwr ?3A
 w "3",! zwr abc(?1A,*)
 w "4",! zwr abc("x":"y",:2)
 w "5",! zwr abc(9:10)
 w "6",! zwr abc(,1:)
 w "7",! zwr abc(10:),abd
 w "8",! zwr abc(*),xyz
 w "9",! zwr ?1"%".E
 w "10",! zwr ?1"q".E
 s ^abc(1)="g",^abc("k",5)="h" w "11",! zwr ^abc(:1)
 w "12",! zwr ^?1"ab".E
 k ^abc
