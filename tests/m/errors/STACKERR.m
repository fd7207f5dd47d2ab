STACKERR ; $STACK() keeps the picture of the first error until $ECODE is cleared
 s $et="d dump(""trap"") g out"
 d a(1)
 q
a(n) x "s z=$$b(n)"
 q
b(n) d
 . s y=1/(n-1)
 q 1
out d dump("after goto") s $ec="" d dump("cleared")
 w "done ",$st,!
 q
dump(t) n i w t," st=",$st," max=",$st(-1)," ec=",$ec,! f i=0:1:$st(-1) w "  ",i," ",$st(i)," ",$st(i,"PLACE")," |",$st(i,"MCODE"),"| ",$st(i,"ECODE"),!
 q
