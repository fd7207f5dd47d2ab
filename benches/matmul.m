matmul ; matrix product
 n n,i,j,k,a,b,c,s,t s n=$s($zcmdline:+$zcmdline,1:170),t=0
 f i=1:1:n f j=1:1:n s a(i,j)=i+j,b(i,j)=i-j
 f i=1:1:n f j=1:1:n s s=0 d  s c(i,j)=s,t=t+(s#1009)
 . f k=1:1:n s s=s+(a(i,k)*b(k,j))
 w "matmul ",t," ",c(1,1)," ",c(n,n),!
 q
