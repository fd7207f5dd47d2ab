unwind ; error not cleared unwinds levels
 n $et s $et="w ""main "",$ec,! s $ec="""" g out"
 d a w "not reached",!
out w "out ",$zl,!
 n $et s $et="w $zl,"" "" q"
 d b w "not reached",!
 q
a n $et s $et="w ""a "",$zl,! q" d a2 w "bad",! q
a2 n $et s $et="w ""a2 "",$zl,! q" d a3 w "bad",! q
a3 w 1/0
 q
b n $et s $et="w ""b "",$zl,! s $ec="""" q" d b2 w "b goes on",! d b3 w "never" q
b2 w zz q
b3 n $et s $et="s $ec="""" h" w "b3",! w 1/0 q
