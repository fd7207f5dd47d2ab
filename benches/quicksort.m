quicksort ; recursive quicksort of an array
 n n,i,a,x,s s n=$s($zcmdline:+$zcmdline,1:130000),x=42,s=0
 f i=1:1:n s x=x*16807#2147483647,a(i)=x#1000000
 d qs(1,n)
 f i=1:1:n s s=s+(i#13*a(i))
 w "quicksort ",s," ",a(1)," ",a(n),!
 q
qs(l,r) n i,j,p,t q:l'<r
 s i=l,j=r,p=a(l+r\2)
 f  d  q:i>j
 . f  q:a(i)'<p  s i=i+1
 . f  q:a(j)'>p  s j=j-1
 . i i'>j s t=a(i),a(i)=a(j),a(j)=t,i=i+1,j=j-1
 d qs(l,j),qs(i,r)
 q
