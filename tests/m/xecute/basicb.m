basicb ; XECUTE continued
 x "w 1 ;comment" w !
 x "w ""quote """"inner"""" end"",!"
 s x="x y",y="x z",z="w ""chain"",!" x x
 s f(1)="w 1",f(2)="w 2",f(3)="w !" f i=1:1:3 x f(i)
 s cmd="s v=" f i=1,"""s""","$l(""abc"")","-v","v_v" x cmd_i_" w v,!"
 x:0 "w 1" x:1 "w ""cond"",!"
 x "d lab(3) w $$ext(4),!"
 x "s $p(p,""^"",2)=""b"" w p,!"
 x "k  w $d(v),!"
 x "g out" w "back from goto out",!
 q
lab(n) w "lab",n,! q
ext(n) q n*n
out w "out",! q
