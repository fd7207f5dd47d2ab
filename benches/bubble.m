bubble ; bubble sort
 n n,i,j,a,x,s,t s n=$s($zcmdline:+$zcmdline,1:3000),x=3,s=0
 f i=1:1:n s x=x*16807#2147483647,a(i)=x#10000
 f i=n-1:-1:1 f j=1:1:i i a(j)>a(j+1) s t=a(j),a(j)=a(j+1),a(j+1)=t
 f i=1:1:n s s=s+(i*a(i))
 w "bubble ",s," ",a(1)," ",a(n),!
 q
