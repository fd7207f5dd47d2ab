UNTRAP ; an error that nothing traps, under -run with no more input
 w "before",!
 d a
 w "not reached",!
 q
a s x=1/0
 q
