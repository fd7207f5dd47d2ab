newheavy ; NEW of several variables, exclusive NEW and deep scopes
 n n,i,s,a,b,c s n=$s($zcmdline:+$zcmdline,1:900000),s=0,(a,b,c)=5
 f i=1:1:n d one,two
 w "newheavy ",s," ",a,b,c,!
 q
one n a,b,c,t s a=i,b=a+1,c=b+1,t=a+b+c d deep s s=s+t q
deep n t,a s t=1,a=2 d  q
 . n t,b s t=3,b=4
two n (s,i) s a=i#5,s=s+a q
