ZTENTRY ; with gtm_ztrap_form=entryref $ZTRAP holds a label
 s $zt="hand"
 d a w "back in main",!
 s $zt="hand2^ZTENTRY" d a w "again",!
 q
a s x=1/0
 w "after in a",! q
hand w "hand ",$zl," ",$zs,!
 q
hand2 w "hand2 ",$zl,!
 q
