TRAPSWAP ; setting $ETRAP empties $ZTRAP and the other way round, with NEW too
 w "1 et=[",$et,"] zt=[",$zt,"]",!
 s $et="q" w "2 et=[",$et,"] zt=[",$zt,"]",!
 s $zt="b" w "3 et=[",$et,"] zt=[",$zt,"]",!
 d a w "7 et=[",$et,"] zt=[",$zt,"]",!
 s $zt="" w "8 et=[",$et,"] zt=[",$zt,"]",!
 s $et="w 1" d b w "11 et=[",$et,"] zt=[",$zt,"]",!
 q
a n $et w "4 et=[",$et,"] zt=[",$zt,"]",!
 s $et="q:$quit 1 q" w "5 et=[",$et,"] zt=[",$zt,"]",!
 n $zt w "6 et=[",$et,"] zt=[",$zt,"]",!
 q
b n $zt w "9 et=[",$et,"] zt=[",$zt,"]",!
 s $zt="q" w "10 et=[",$et,"] zt=[",$zt,"]",!
 q
