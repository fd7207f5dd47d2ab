ZTADAPT ; with gtm_ztrap_form=adaptive text that is no code is an entryref
 s $zt="hand" d a w "main 1",!
 s $zt="w ""code "",$zl,! q" d a w "main 2",!
 q
a s x=1/0
 w "after in a",! q
hand w "hand ",$zl," ",$zs,!
 q
