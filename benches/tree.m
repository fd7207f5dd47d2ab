tree ; nodes with several integer subscripts
 n n,i,j,k,s,a s n=$s($zcmdline:+$zcmdline,1:95),s=0
 f i=1:1:n f j=1:1:n f k=1:1:n s a(i,j,k)=i+j+k
 f i=1:1:n f j=n:-1:1 f k=1:1:n s s=s+a(i,j,k)
 w "tree ",s,!
 q
