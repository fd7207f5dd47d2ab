twodim ; matrices jagged arrays and row sums
 n m,r,c,t f r=1:1:4 f c=1:1:r s m(r,c)=r*10+c
 s r="" f  s r=$o(m(r)) q:r=""  w !,r,":" s c="" f  s c=$o(m(r,c)) q:c=""  w " ",m(r,c)
 w ! s r="" f  s r=$o(m(r),-1) q:r=""  s c="" f  s c=$o(m(r,c),-1) q:c=""  w m(r,c)," "
 w ! f r=1:1:4 s t=0,c="" d  w t," "
 . f  s c=$o(m(r,c)) q:c=""  s t=t+m(r,c)
 w ! f c=1:1:4 s t=0 f r=1:1:4 s t=t+$g(m(r,c)) w:r=4 t," "
 w ! k m(2),m(3,2) zwr m
 f r=1:1:5 w $d(m(r)),$d(m(r,2))," "
 w ! m x("copy")=m s x("copy",1,1)="changed" w m(1,1),x("copy",1,1),!
 s q="m(3)" f  s q=$q(@q) q:q=""  w q," "
 w ! w $o(m(3,"")),$o(m(3,1)),$o(m(3,3)),"|",$o(m(4,""),-1),!
