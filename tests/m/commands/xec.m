xec ; XECUTE command
 n x,i
 x "w 1,!" X "w 2,!","w 3,!" xecute "s x=5 w x,!"
 x:1 "w ""yes"",!" x:0 "w ""no"",!"
 x "w ""a"",!":1,"w ""b"",!":0,"w ""c"",!":1
 s x="w ""var"",!" x x x x
 s x="s i=7" x x w i,!
 s x(1)="w ""x(1)"",!" x x(1)
 s x="x y",y="w ""nested"",!" x x
 x "f i=1:1:3 w i,"" """ w !
 x "f i=1:1 q:i>3  w i" w !
 x "w ""q"" q  w ""never""" w !
 x "i 0","w $t,!"
 x "" x " " x " w ""leading space"",!" x "w ""comment"",! ; this is one"
 x ";only comment"
 x "d sub" x "d sub(1),sub2"
 s x="x" x "x ""w """"deep"""",!"""
 x "n i s i=99 w i,!" w i,!
 s x="w @""i""" x x w !
 q
sub(p) w "sub",$g(p),! q
sub2 w "sub2",! q
