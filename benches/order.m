order ; $ORDER forwards and backwards, $DATA and $GET, over one array many times
 n n,i,k,s,a s n=$s($zcmdline:+$zcmdline,1:170),s=0
 f i=1:1:20000 s a(i*3)=i#11
 f i=1:1:n d
 . s k="" f  s k=$o(a(k)) q:k=""  s s=s+a(k)
 . s k="" f  s k=$o(a(k),-1) q:k=""  s s=s-$g(a(k+1),1)+$d(a(k))
 w "order ",s,!
 q
