STACKF ; $STACK() with and without an error, for DO, $$, XECUTE and blocks
 w "level ",$st," ",$st(-1)," [",$st(0),"]",!
 d show("start")
 d  x "d show(""x"")" s v=$$f(1)
 . d show("block")
 q
f(n) d:n show("fn")
 q n
show(w) w w,": ",$st(-1),! n i f i=0:1:$st(-1) w " ",i," ",$st(i)," ",$st(i,"PLACE")," |",$st(i,"MCODE"),"|",$st(i,"ECODE"),!
 w " beyond [",$st(99),"][",$st(99,"PLACE"),"]",!
 q
