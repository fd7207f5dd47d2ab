lru ; cache memo and counters
 n c,n d put("a",1),put("b",2),put("c",3) w $$get("a"),! d put("d",4) d show w $$get("b"),$$get("c"),! d put("e",5),show
 w $$fib(40)," ",$o(memo(""),-1),! w $$lcs("AGGTAB","GXTXAYB")," ",$$lev("kitten","sitting")," ",$$lev("","abc"),!
 w $$knap("10:60,20:100,30:120",50),! w $$coins(63,"1,5,10,21,25"),!
 q
put(k,v) n o i '$d(c("v",k)),$$size()=3 s o=$o(c("t","")) k c("v",c("t",o)),c("k",c("t",o)),c("t",o)
 s c("v",k)=v d touch(k) q
get(k) q:'$d(c("v",k)) "none" d touch(k) q c("v",k)
touch(k) k:$d(c("k",k)) c("t",c("k",k)) s n=$g(n)+1,c("t",n)=k,c("k",k)=n q
size() n k,i s k="" f i=0:1 s k=$o(c("v",k)) q:k=""
 q i
show n i s i="" f  s i=$o(c("t",i)) q:i=""  w c("t",i),"=",c("v",c("t",i))," "
 w ! q
fib(n) q:n<2 n q:$d(memo(n)) memo(n) s memo(n)=$$fib(n-1)+$$fib(n-2) q memo(n)
lcs(a,b) n i,j,d f i=1:1:$l(a) f j=1:1:$l(b) s d(i,j)=$s($e(a,i)=$e(b,j):$g(d(i-1,j-1))+1,$g(d(i-1,j))>$g(d(i,j-1)):$g(d(i-1,j)),1:+$g(d(i,j-1)))
 q +$g(d($l(a),$l(b)))
lev(a,b) n i,j,d f i=0:1:$l(a) s d(i,0)=i
 f j=0:1:$l(b) s d(0,j)=j
 f i=1:1:$l(a) f j=1:1:$l(b) s d(i,j)=$$min(d(i-1,j)+1,d(i,j-1)+1,d(i-1,j-1)+($e(a,i)'=$e(b,j)))
 q d($l(a),$l(b))
min(a,b,c) s:b<a a=b s:c<a a=c q a
knap(l,w) n i,j,d f i=1:1:$l(l,",") f j=w:-1:+$p(l,",",i) s:$g(d(j-$p(l,",",i)))+$p($p(l,",",i),":",2)>$g(d(j)) d(j)=$g(d(j-$p(l,",",i)))+$p($p(l,",",i),":",2)
 q d(w)
coins(n,l) n d,i,j s d(0)=0 f i=1:1:n s d(i)=1E9 f j=1:1:$l(l,",") i $p(l,",",j)'>i,d(i-$p(l,",",j))+1<d(i) s d(i)=d(i-$p(l,",",j))+1
 q d(n)
