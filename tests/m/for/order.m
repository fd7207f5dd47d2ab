order ; walking arrays
 n a,i,k
 f i=3,1,"b",2,"a",10,-1,.5 s a(i)=i*2
 s k="" f  s k=$o(a(k)) q:k=""  w k,"=",a(k)," "
 w ! s k="" f i=0:1 s k=$o(a(k)) q:k=""
 w i,!
 s k="" f  s k=$o(a(k),-1) q:k=""  w k," "
 w ! s k="" f  s k=$o(a(k)) q:k=""  k:k>1 a(k)
 zwr a
 s k="" f  s k=$o(a(k)) q:k=""  s:k<1 a(k+5)=k
 zwr a
 s k=0 f  s k=$o(a(k)) q:'k  w k," "
 w ! k a s a(1,1)=1,a(1,2)=2,a(2,"x")=3,a(2,"y",1)=4
 s i="" f  s i=$o(a(i)) q:i=""  s k="" f  s k=$o(a(i,k)) q:k=""  w i,",",k," "
 w ! s k="a" f  s k=$q(@k) q:k=""  w k,"=",@k," "
 w ! s k="a" f i=1:1 s k=$q(@k) q:k=""
 w i-1,!
