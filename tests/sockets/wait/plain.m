plain ; WRITE /WAIT without parentheses, in all places
 n x,k s $p(x,"y",500000)=""
 d both^sk($c(10)) d tell^sk("go") u "s" w /wait s k=$key,z=x_x u $p w k,! u "s" r v
 d tell^sk("go") u "s" x "w /wait" s k=$key u $p w k,! u "s" r v
 d tell^sk("go") u "s" w /WAIT s k=$key u $p w k,! u "s" r v
 d tell^sk("go") u "s" w "",/wait,"" s k=$key u $p w k,!
 q
