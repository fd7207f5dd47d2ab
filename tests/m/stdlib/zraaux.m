zraaux ; first comment
 ; second
 ;; keep
 w "b;y",! ; trailing
 q
lab(x) ;no
	s y="a;b" ; c
	;
; at start
 i 1 w "b;y" d
 . ; dotted
 . w 1

	w	"tab	in"
e2	;;z
	q
