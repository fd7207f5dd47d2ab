STACKMANY ; several errors before $ECODE is cleared: order in $ECODE, $STACK entries
 s $et="g t0"
 d a
 q
a n $et s $et="g ta"
 s x=1/0
 q
ta w "ta ",$ec,!
 d
 . s y=zzz
 q
t0 w "t0 ",$ec,! n i f i=0:1:$st(-1) w i," ",$st(i)," [",$st(i,"ECODE"),"] ",$st(i,"PLACE")," |",$st(i,"MCODE"),"|",!
 s $ec=""
 d  w "after",!
 . w "fresh ",$st(-1)," [",$st($st(-1),"ECODE"),"]",!
 q
