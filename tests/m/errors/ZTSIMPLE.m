ZTSIMPLE ; $ZTRAP holds code that runs at the level of the error, which then continues with the next line of its text
 w "$ztrap=[",$ztrap,"]",!
 d a w "back a",!
 d b w "back b",!
 d c w "back c",!
 q
a n $zt s $zt="w ""caught "",$zs,! q"
 s x=1/0
 w "after in a",!
 q
b n $zt s $zt="g bh"
 s x=undef
 w "after in b",!
 q
bh w "bh ",$zl," ",$zs,! q
c n $zt s $zt="d ch"
 s x=$p
 w "after in c",!
 q
ch w "ch ",$zl,! zg $zl-2
