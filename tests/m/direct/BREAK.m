BREAK ; BREAK in a routine, ZCONTINUE, changing variables, QUIT and GOTO from the prompt
 s x=1
 b
 w "x is ",x,!
 b:x=2  w "post",!
 d sub
 w "end of main",!
 q
sub b "w ""arg"""
 w "in sub",!
 q
other w "other",!
 q
