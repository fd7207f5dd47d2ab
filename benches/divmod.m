divmod ; integer division and modulo: Euclid and digit sums
 n n,i,s,x s n=$s($zcmdline:+$zcmdline,1:900000),s=0
 f i=1:1:n s s=s+$$gcd(i,360360) s x=i f  q:'x  s s=s+(x#10),x=x\10
 w "divmod ",s,!
 q
gcd(a,b) n t f  q:'b  s t=a#b,a=b,b=t
 q a
