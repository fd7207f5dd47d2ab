restart ; TRESTART and $TRESTART
 s n=0,x="before" ts (x):serial s n=n+1 w "try ",n," tr=",$tr," x=",x,! s x="in"_n,^a=n trestart:n<3  tc  w "x=",x," ^a=",^a," tr=",$tr,!
 s n=0,x="b" ts ():serial s n=n+1 w "try ",n," ",x,! s x="c" tre:n<2  tc  w x,!
 s n=0,x="b",y=1 ts *:serial s n=$g(n)+1,k=$g(^k)+1 w $tr,n,x," " s x="c" tre:$tr<2  tc  w x,!
 s x=0 d sub w x,!
 k ^a,^k
 q
sub s c=0 ts (x):serial s x=x+1,c=c+1 d inner w x,c tc  w ! q
inner trestart:c<3  q
