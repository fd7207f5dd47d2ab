ETUNWIND ; an error that stays in $ECODE goes to the caller's trap, level by level
 s $et="w ""top "",$zlevel,"" "",$stack,"" "",$ecode,! s $ec="""""
 d one
 w "after one, $ecode=[",$ecode,"]",!
 q
one n $et s $et="w ""one "",$zlevel,"" "",$stack,!"
 d two
 w "not reached in one",!
 q
two n $et s $et="w ""two "",$zlevel,"" "",$stack,!"
 d three
 w "not reached in two",!
 q
three w "three ",$zlevel,!
 s $ecode=",U77,"
 w "not reached in three",!
 q
