COMMENTS ; spacing, comments and empty lines that a routine may have
	w "tab start",!
 	w "space tab",!
 w "two"  w " blanks",!   
 ;
 w "x";no blank before comment
 w ! ; after
 ;w "no"
lab ; label comment
lab2	; tab
lab3
 f i=1:1:2 w i ; in for
 w !	w "tab between commands",!
  w "leading blanks",!
 i 1 ; if with comment
 w:1 "post",! q:0  ; cond
 q ; done
