power ; exponentiation and square roots by Newton's method
 n n,i,k,s,x s n=$s($zcmdline:+$zcmdline,1:250000),s=0
 f i=1:1:n s x=i f k=1:1:5 s x=x+(i/x)/2
 f i=1:1:n s s=s+(i#9**3)+(2**(i#20))
 w "power ",s," ",$j(x,0,4),!
 q
