devices ; READ and WRITE that cannot be: no socket, a listener, after CLOSE, lengths and numbers out of range
 n c,i d tcp^sk($c(10)) o "e":::"SOCKET"
 f i=1:1 s c=$p($t(list+i),";",2,99) q:c=""  d try^spu(c)
 u "s" d st^spu("s") u $p zshow "D"
 q
list ;
 ;u "e" r x:0
 ;u "e" r x#3:0
 ;u "e" r *x:0
 ;u "e" w "x"
 ;u "e" w !
 ;u "e":delim="x"
 ;u "e":width=50
 ;u "s" r x#0
 ;u "s" r x#-1:0
 ;u "s" r x#1048577:0
 ;u "s" r x#"3x":0
 ;u "s" r x:"nonsense"
 ;u "s" w *-1,*256,*300,?-5,?0
 ;u "srv":socket="L" u "srv" r x:.1
 ;u "srv":socket="L" u "srv" w "x"
 ;u "srv":ioerror="T" u "srv" w "x"
 ;c "s":socket="nosuch"
 ;o "s"
 ;c "srv":nodestroy
 ;u "srv"
 ;o "srv"
 ;u "srv" w "x"
 ;
