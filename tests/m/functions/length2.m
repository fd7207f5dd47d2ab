length2 ; $LENGTH $PIECE $FIND identities
 n s,d,i,n f s="a,b,c","","x",",",",,","a,,b","ab,cd," f d=",","b","","," d
 . s n=$l(s,d) w "[",s,"][",d,"] ",n," " f i=0:1:n+1 w "<",$p(s,d,i),">"
 . w " ",$p(s,d,1,n)=s," ",$f(s,d),!
 f s="hello" f i=-1:1:7 w $e(s,i),"|",$e(s,i,i+1),"|",$f(s,"l",i),"|",$a(s,i),!
