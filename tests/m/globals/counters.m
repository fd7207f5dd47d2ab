counters ; many nodes and totals
 k ^c f i=1:1:300 s ^c(i#10,i)=i*i,^c("idx",i*i#97,i)=""
 s t=0,k="" f  s k=$o(^c(3,k)) q:k=""  s t=t+^c(3,k)
 w t,! s n=0,q="^c" f  s q=$q(@q) q:q=""  s n=n+1
 w n,! f i=0:2:8 k ^c(i)
 s n=0,q="^c" f  s q=$q(@q) q:q=""  s n=n+1
 w n,! s k="" f  s k=$o(^c(k)) q:k=""  w k," "
 w ! s k="" f  s k=$o(^c("idx",k)) q:k=""  s n="",m=0 f  s n=$o(^c("idx",k,n)) q:n=""  s m=m+1 s:n>$g(mx) mx=n
 w k,mx,m,! s k="" f i=1:1:5 s k=$o(^c("idx",k),-1) w k," "
 w ! m l=^c("idx",1) zwr l k ^c
