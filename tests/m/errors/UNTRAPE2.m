UNTRAPE2 ; $ETRAP empty and $ZTRAP empty: the process ends with the error
 s $et="q",$zt="",$et=""
 w "before",!
 s x=undef("a",1)
 w "not reached",!
