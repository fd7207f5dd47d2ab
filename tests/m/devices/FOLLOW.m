FOLLOW ; FOLLOW: a READ with timeout at the end of a growing file
 s f="a.txt" o f:newversion u f w "one",! 
 o "r":newversion c "r":delete
 c f o f:(readonly:follow) u f r x:1 s t=$t u 0 w x," ",t,!
 u f r x:0 s t=$t,e=$zeof u 0 w "[",x,"] ",t," ",e,!
 zsystem "echo two >> a.txt"
 u f r x:5 s t=$t,e=$zeof u 0 w "[",x,"] ",t," ",e,!
 u f:nofollow r x s e=$zeof u 0 w "[",x,"] ",e,!
 c f
 q
