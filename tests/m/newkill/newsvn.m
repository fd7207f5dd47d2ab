newsvn ; NEW of special variables
 s $et="w ""outer trap"",!",$zyerror=""
 d a w $et,!
 d b w $et,!
 d c w $et,!
 w $es," " d d w $es,!
 s $zt="" d e w "[",$zt,"]",$et,!
 q
a n $et w "[",$et,"]",! s $et="changed" q
b n $etrap s $et="x" n $et w $et," " s $et="y" q
c n $et,v s v=1,$et="c" d c2 w $et,! q
c2 n $et s $et="c2" q
d w $es," " n $estack w $es," " d d2 w $es," " q
d2 w $es," " q
e n $zt s $zt="w 1" w "[",$zt,"][",$et,"]",! q
