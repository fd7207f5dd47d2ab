orderrandom ; the order of many numbers and texts, in globals and locals
 n i,k,s,n s s=1 k ^o,o
 f i=1:1:400 s k=$$key s ^o(k)=i,o(k)=i
 s n=0,k="" f  s k=$o(^o(k)) q:k=""  s n=n+1,s(n)=k
 w n,! s n=0,k="" f  s k=$o(o(k)) q:k=""  s n=n+1 w:s(n)'=k n,": ",k," ",s(n),!
 w n,! f n=n:-1:1 s k=$o(^o(k),-1) w:s(n)'=k n,"? "
 f n=1:1:60 w s(n*5)," "
 w ! f i=1:1:40 s k=$$key w k,": ",$o(^o(k))," ",$o(^o(k),-1)," ",$o(o(k))=$o(^o(k)),$o(o(k),-1)=$o(^o(k),-1),!
 q
r(n) s s=s*75+74#65537 q s#n
key() n t s t=$$r(6)
 q $s(t=0:$$r(100)-50,t=1:($$r(1000)-500)/$$r(20)+1,t=2:$c($$r(95)+32)_$c($$r(95)+32),t=3:$$r(10)_"."_$$r(10),t=4:($$r(9)+1)_"E"_($$r(60)-30),1:(($$r(3)-1)*$$r(30000))*(10**($$r(30)-15)))
