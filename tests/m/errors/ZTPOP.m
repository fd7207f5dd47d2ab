ZTPOP ; with gtm_ztrap_form=popentryref the stack goes back to the level where $ZTRAP was set
 w "main ",$zl,!
 s $zt="hand"
 d a w "back in main",!
 q
a d b w "in a",! q
b n $zt s $zt="handb"
 d c w "in b",! q
c s x=1/0
 w "after in c",! q
handb w "handb ",$zl," ",$zs,!
 q
hand w "hand ",$zl," ",$zs,!
 q
