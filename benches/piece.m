piece ; $PIECE walk over records with short and long delimiters
 n n,i,j,s,r,q s n=$s($zcmdline:+$zcmdline,1:300000),s=0,(r,q)=""
 f i=1:1:20 s r=r_$s(i>1:"^",1:"")_(i*i),q=q_$s(i>1:"::",1:"")_i
 f i=1:1:n d
 . f j=1:1:$l(r,"^") s s=s+$p(r,"^",j)
 . f j=2:6:20 s s=s+$p(q,"::",j)+$l($p(q,"::",j,j+2))
 w "piece ",s,!
 q
