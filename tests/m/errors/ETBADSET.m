ETBADSET ; a syntax error in a text set as $ETRAP or $ZTRAP
 s $et="w ""E "",$zs,! s $ec="""""
 d a w "1",! d b w "2 ",$et,!
 q
a n $et s $et="s x=(1"
 w "set ",$et,!
 q
b n $zt s $zt="s x=(1"
 w "set ",$zt,!
 q
