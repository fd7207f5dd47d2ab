querywalk ; $QUERY both ways over trees of every shape
 n d,i,j,q,s k ^q s s=7 f i=1:1:60 s d=$$r(4) s q="^q" f j=1:1:d s q=$na(@q@($p("1,2,a,b,-1,10,1.5",",",$$r(7)+1)))
 k ^q f i=1:1:60 s q="^q" f j=0:1:$$r(4) s q=$na(@q@($p("1,2,a,b,-1,10,1.5",",",$$r(7)+1))) s:j>1 @q=i
 s q="^q" f i=1:1 s q=$q(@q) q:q=""  s a(i)=q w q,"=",@q," "
 w !,i,! s q="^q(""zzz"")" f i=i-1:-1 s q=$q(@q,-1) q:q=""  w:a(i)'=q i,"?",q," "
 w i,!
 f i=1:1:40 s q="^q" f j=0:1:$$r(5) s q=$na(@q@($p("1,2,a,b,-1,10,1.5,,zz,0",",",$$r(10)+1))) i j>1 w q," ",$q(@q)," ",$q(@q,-1)," ",$o(@q)," ",$o(@q,-1)," ",$d(@q),!
 f i=1:1:20 s q=a($$r(30)+1) k @q w $q(@q)," ",$q(@q,-1)," ",$d(@q),!
 w $q(^q)," ",$q(^q(""))," ",$q(^q,-1),"|",$q(^q(""),-1),"|",!
 q
r(n) s s=s*75+74#65537 q s#n
