ETENV ; $ETRAP from the environment
 w "[",$et,"][",$zt,"]",!
 d a
 w "after ",$ec,!
 q
a s x=1/0
 q
