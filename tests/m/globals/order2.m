order2 ; loops over globals that change them
 n i,j,k,n k ^o f i=1:1:20 s ^o(i*7#11,i)=i
 s i="" f  s i=$o(^o(i)) q:i=""  w i,":" s j="" f  s j=$o(^(i,j)) q:j=""  w j," "
 w ! s i="" f  s i=$o(^o(i)) q:i=""  k:i#2 ^o(i) w i," "
 w ! s i="" f n=1:1 s i=$o(^o(i)) q:i=""!(n>20)  s ^o(i+1)=n,^o(i-.5)=n w i," "
 w ! s i="" f n=1:1 s i=$o(^o(i),-1) q:i=""!(n>20)  s ^o(i-.25)=n k:n=5 ^o w i," "
 w ! k ^o f i=1:1:5 s ^o(i,i)=i,^(i,"x")=i
 s k="^o" f n=1:1 s k=$q(@k) q:k=""  w k,"=",@k," " k:n#3=0 @k
 w ! s k="^o" f n=1:1:12 s k=$q(@k) q:k=""  w k," " s @k@(n)=1
 w ! s k=$na(^o("zz")) f n=1:1:30 s k=$q(@k,-1) q:k=""  w k," " k:n#4=0 @k
 w ! s i="" f  s i=$o(^o(i)) q:i=""  s j="" f  s j=$o(^(i,j)) q:j=""  w ^(j)," " s j=$o(^(j)) q:j=""
 w ! f i=1:1:3 s ^(i)=i,^(i,1)=i
 w $r,! zwr ^o
 w $o(^o(""))+$o(^($o(^("")))) w ^($o(^(""))),!
 q
