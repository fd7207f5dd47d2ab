ESTACK ; $ESTACK and NEW $ESTACK
 w $estack," ",$st,!
 d a
 w $es,!
 s $et="w $zs,! s $ec="""""
 d bad
 q
a n $es w "a ",$es," ",$st,!
 d b
 q
b w "b ",$es," ",$st,!
 d  w "b again ",$es,!
 . w "block ",$es," ",$st,!
 . n $estack w "block new ",$es,!
 x "w ""x "",$es,!"
 q
bad s v="$es" s @v=3
 q
