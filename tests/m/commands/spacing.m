spacing ; spaces tabs comments and dots
	w "tab start",!
 w "one",!  w "two spaces",!	
  w "double indent",!
 ; whole line comment
 ;
 w "before comment",! ;comment
 w "x",! ; "quote in comment
 i 1  w "if with two spaces",!
 f i=1:1:2  w i
 w !
 d  w "after",!
 . w "dot space",!
 .w "dot no space",!
 . ; comment in block
 .	w "dot tab",!
 . d  w "inner after",!
 . . w "two dots",!
 .. w "two dots tight",!
 . .w "mixed",!
 . w "back to one",!
 s a=1 s b=2   s c=3    w a,b,c,!
lab	w "label tab",!
lab2  w "label two spaces",!
 d 123,007,%lab
 q
%lab w "percent label",! q
123 w "numeric label",! q
007 w "zero label",! q
