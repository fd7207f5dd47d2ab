vector	; calls C through vector.xc: GTMXC_vector=vector.xc VECTOR=. mrun vector.m
	write $&vector.sum(1,2,3),!
	do &vector.upper("shout",.text)
	write text,!
	quit
	;
greet(who)	; is called by greet.c
	quit "Hello, "_who_"!"
