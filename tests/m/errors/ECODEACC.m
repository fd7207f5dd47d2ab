ECODEACC ; $ECODE collects errors, $STACK(level,"ECODE") shows them, clearing empties
 s $et="d h" w "start [",$ec,"]",!
 d a
 w "end [",$ec,"]",!
 q
a n $et s $et="d ha"
 s x=$$b
 q
b() s z=1/0
 q 1
ha w "ha [",$ec,"]",! 
 s q=undef2
 w "not reached",!
 q
h w "h [",$ec,"] ",$zs,!
 f i=0:1:$st(-1) w i," ",$st(i)," ec=",$st(i,"ECODE")," pl=",$st(i,"PLACE")," mc=",$st(i,"MCODE"),!
 s $ec=""
 q
