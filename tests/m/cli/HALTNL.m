HALTNL ; HALT in the middle of a line and in a subroutine
 w "half" d a w "not reached"
 q
a h
 w "nor here"
