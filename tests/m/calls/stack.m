stack ; $STACK in nested calls
 w $st," ",$st(0)'="",! d a x "w $st,"" "",$st($st),!" w $$f,!
 d
 . w $st," ",$st(1)," ",$st(1,"PLACE")," ",$st(1,"MCODE"),!
 d b(2)
 w $st(-1)," ",$st(99),"|",!
 x "x ""d c"""
 q
a w $st," ",$st(1)," ",$st(1,"PLACE")," ",$st(1,"MCODE")," ",$st(1,"ECODE"),"|",! q
f() w $st," ",$st($st)," ",$st($st,"PLACE"),! q "f"
b(n) d:n b(n-1) w $st," ",$st($st,"PLACE"),! q
c f i=1:1:$st w i," ",$st(i)," ",$st(i,"PLACE"),!
 q
