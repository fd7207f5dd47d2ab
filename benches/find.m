find ; $FIND, contains, $TRANSLATE, $LENGTH and $REVERSE
 n n,i,f,s,t,u s n=$s($zcmdline:+$zcmdline,1:1300000),t=0
 s s="alpha beta gamma delta epsilon zeta eta theta iota kappa"
 f i=1:1:n d
 . s f=0 f  s f=$f(s,"ta",f) q:'f  s t=t+f
 . s u=$tr(s,"aeiou","AEIO") s t=t+$l(u)+(u["kApp")+($re(u)]s)
 w "find ",t," ",u,!
 q
