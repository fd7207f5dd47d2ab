STACKBAD ; bad arguments of $STACK()
 s $et="w $zs,! s $ec="""""
 f a="-2","""x""","1.9","0,""place""","0,""Mcode""","0,""FOO""","0,""""" d t(a)
 q
t(a) w a,": " x "w ""[""_$st("_a_")_""]"",!"
 q
