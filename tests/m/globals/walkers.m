walkers ; programs that walk trees: sums, copies, prunes
 n i,j,k,n,q,s s s=11 k ^t,^u f i=1:1:200 s ^t($$r(5),"k"_$$r(4),$$r(3)-1)=$$r(100),^t($$r(5),-$$r(3))=$$r(10)
 s n=0,i="" f  s i=$o(^t(i)) q:i=""  s j="" f  s j=$o(^t(i,j)) q:j=""  s:$d(^(j))#2 n=n+^(j) s k="" f  s k=$o(^t(i,j,k)) q:k=""  s n=n+^(k)
 w n,! s n=0,q="^t" f  s q=$q(@q) q:q=""  s n=n+@q
 w n,! m ^u=^t s q="^t" f  s q=$q(@q) q:q=""  s k="^u"_$e(q,3,99) i @q'=@k w q
 s q="^u" f n=0:1 s q=$q(@q) q:q=""  k:@q<50 @q
 w n,! s q="^u" f n=0:1 s q=$q(@q) q:q=""
 w n,! d tree("^u",0)
 s i="" f  s i=$o(^u(i),-1) q:i=""  s j="" f  s j=$o(^u(i,j),-1) q:j=""  w i,",",j,":",$d(^u(i,j)),$o(^u(i,j,""),-1)," "
 w ! s q=$na(^u("zz")) f n=0:1 s q=$q(@q,-1) q:q=""  w:n<12 q," "
 w n,! f i=0:1:4 m a(i)=^u(i) k ^u(i) w $d(^u),$d(a(i))," "
 m ^u=a k a s q="^u" f n=0:1 s q=$q(@q) q:q=""
 w n,! q
tree(r,d) n k s k="" f  s k=$o(@r@(k)) q:k=""  w:d<2 ?d*2,k,$s($d(@r@(k))#2:"="_@r@(k),1:""),! d tree($na(@r@(k)),d+1)
 q
r(n) s s=s*75+74#65537 q s#n
