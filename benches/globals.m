globals ; SET, $GET, $ORDER, MERGE and KILL of globals
 n n,i,k,s s n=$s($zcmdline:+$zcmdline,1:350000),s=0
 k ^bench
 f i=1:1:n s ^bench("rec",i)="name"_i_"^"_(i*3)
 f i=1:7:n s s=s+$p($g(^bench("rec",i)),"^",2)
 s k="" f  s k=$o(^bench("rec",k)) q:k=""  s s=s+k
 m k=^bench("rec") s s=s+$l($g(k(n)))
 k ^bench
 w "globals ",s," ",$d(^bench),!
 q
