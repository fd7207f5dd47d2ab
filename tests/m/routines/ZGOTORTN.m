ZGOTORTN ; ZGOTO with entryrefs in other routines, offsets and indirection; GOTO from blocks and FOR
 n v s v=$zl
 d a
 w "not here",!
a d b q
b zg v:c^ZGOTORTN
c w "c ",$zl=v,! s l="d" zg v:@l^ZGOTORTN
d w "d ",! zg v:e+1^ZGOTORTN
e w "no",!
 w "e+1",!
 f i=1:1:3 g:i=2 f
 w "no",!
f w "f ",i,! d  w "after block",! 
 . g g
 q
g w "g in block level ",$st,! q
