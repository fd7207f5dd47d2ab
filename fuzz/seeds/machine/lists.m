lists ; value lists and mixtures
 n i
 f i=1,2,3 w i," "
 w ! f i="a","b","","c" w "[",i,"] "
 w ! f i=1,"x",5:1:7,"y",9:-2:3 w i," "
 w ! f i=1:1:3,1:1:2,1 w i," "
 w ! f i=1.50,"1.50",007 w i," "
 w ! f i=1:1:3,10:1 w i," " q:i>13
 w ! f i="only" w i,!
 s x=3 f i=x,x+1,x*x:x:20 w i," "
 w ! f i=$l("abc"):$l("z"):$l("abcdef") w i," "
 w ! f i=1:1:2 f j="a","b" f k=0,1 w i,j,k," "
 w ! f i=1:1:3 w i f j=i:1:3 w "(",j,")"
 w ! f i=$$f(1),$$f(2):$$f(1):$$f(3) w "<",i,">"
 w !
 q
f(n) w "{",n,"}" q n
