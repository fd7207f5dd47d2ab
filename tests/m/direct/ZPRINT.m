ZPRINT ; ZPRINT of routines, labels, ranges
 ; second line
a w 1
	w 2
	w 3
b(x,y) ; label with a list
 w 4
c
 q
