ZTPOPADA ; with gtm_ztrap_form=popadaptive
 d go("hand") w "main 1",!
 d go("w ""code "",$zl,! q") w "main 2",!
 q
go(t) n $zt s $zt=t
 d a w "in go",!
 q
a d b w "in a",! q
b s x=1/0
 w "after in b",! q
hand w "hand ",$zl," ",$zs,!
 q
