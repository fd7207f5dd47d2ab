byref ; parameters by reference, scalars and arrays
 n n,i,s,a s n=$s($zcmdline:+$zcmdline,1:1800000),s=0
 f i=0:1:9 s a(i)=i
 f i=1:1:n d bump(.s,i),slot(.a,i#10)
 f i=0:1:9 s s=s+a(i)
 w "byref ",s,!
 q
bump(x,d) s x=x+d q
slot(t,k) s t(k)=t(k)+1 q
