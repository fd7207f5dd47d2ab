nested ; nested loops and QUIT
 n i,j,k
 f i=1:1:3 f j=1:1:3 q:j>i  w i,j," "
 w ! f i=1:1:3 f j=1:1:3 w:i=j "*" w:i'=j "."
 w ! f i=1:1:2 w "i" f j=1:1:2 w "j" f k=1:1:2 w "k"
 w ! f i=1:1:3 w i q:i=2  f j=1:1:2 w "-",j
 w ! f i=1:1:3 i i'=2 f j=1:1:2 w i,j," "
 w ! f i=1:1:2 s t=0 f j=1:1:3 s t=t+j w t," "
 w ! f i=3:-1:1 w ! f j=1:1:i w "*"
 w ! f i=1:1:9 w ! f j=1:1:9 w $j(i*j,3)
 w !
 f i=1:1:3 d a
 w !
 f i=1:1:3 w $$b(i)," "
 w ! f i=1:1:3 f i=i:1:3 w i
 w "=>",i,!
 q
a f j=1:1:i q:j=2  w i,j," "
 q
b(n) n i,t s t="" f i=1:1:n s t=t_i q:i=2
 q t
