zrbaux	;second
	w 2
