sieve ; sieve of Eratosthenes
 n n,i,j,a,c,l s n=$s($zcmdline:+$zcmdline,1:600000),c=0
 f i=2:1:n s a(i)=1
 f i=2:1:n i a(i) s c=c+1,l=i i i*i'>n f j=i*i:i:n s a(j)=0
 w "sieve ",c," ",l,!
 q
