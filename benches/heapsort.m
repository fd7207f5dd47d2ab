heapsort ; heap sort of an array
 n n,i,a,x,s,t s n=$s($zcmdline:+$zcmdline,1:100000),x=7,s=0
 f i=1:1:n s x=x*16807#2147483647,a(i)=x#100000
 f i=n\2:-1:1 d sift(i,n)
 f i=n:-1:2 s t=a(1),a(1)=a(i),a(i)=t d sift(1,i-1)
 f i=1:1:n s s=s+(i#17*a(i))
 w "heapsort ",s," ",a(1)," ",a(n),!
 q
sift(k,m) n c,t s t=a(k)
 f  s c=k*2 q:c>m  s:c<m c=c+(a(c+1)>a(c)) q:a(c)'>t  s a(k)=a(c),k=c
 s a(k)=t
 q
