exttest ; $TEST saved across extrinsics in conditions
 i 0
 w $$t1,$t,! i 1
 w $$t0,$t,! s x=$$t0 w $t,!
 i $$t0 w "t0"
 e  w "else",!
 i $$t1,'$$t0 w "both",$t,!
 f i=1:1:2 i $$t1 w i,$t
 w ! d dt0 w $t,! d dt1 w $t,! d  w $t,!
 . i 0
 d dt0() w $t,!
 q
t1() i 0 q 1
 q 1
t0() i 1 q 0
 q 0
dt0() i 0 q
 q
dt1 i 1 q
