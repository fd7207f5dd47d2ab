nestederr ; errors inside error traps
 n $et s $et="w ""outer "",$ec,! s $ec="""" q"
 d a w "back a",!
 d b w "back b",!
 d c w "back c",!
 q
a n $et s $et="w ""a trap"",! w 1/0" w zz q
b n $et s $et="bad syntax here(" w zz q
c n $et s $et="d c2" w zz q
c2 w "c2 ",$ec,! w yy q
