basic ; XECUTE lines and levels
 x "w 1,!" x "w 2,!","w 3,!":1,"w 4,!":0
 s c="s n=n+1 w n,"" """,n=0 f i=1:1:3 x c
 w ! x "f i=1:1:3 w i q:i=2" w "|",i,!
 x "i 1 w ""yes"",! e  w ""no"",!"
 x "d  w ""tail"",!"
 x "w $st,"" "",$zl,! x ""w $st,"""" """",$zl,!"""
 x "s q=5 q  s q=6" w q,!
 x "n q s q=7 w q,!" w q,!
 x "w ""a""" x " w ""b""" x "  w ""c""" x "" x ";x" w !
 q
