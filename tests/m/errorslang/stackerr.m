stackerr ; $STACK( ) after errors
 n $et s $et="d show"
 d a
 w $st(-1),"|",$ec,"|",!
 q
a d b(5) q
b(n) x "s x=$$c" q
c() q 1/0
show n i w $ec," ",$st," ",$st(-1),!
 f i=1:1:$st(-1) w i,"|",$st(i),"|",$st(i,"PLACE"),"|",$st(i,"MCODE"),"|",$st(i,"ECODE"),!
 s $ec="" q
