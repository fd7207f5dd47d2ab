query ; walking a tree with $QUERY
 k ^t s ^t=0,^t(1)="a",^t(1,"x")="b",^t(1,"x",5)="c",^t(2,"y""y")="d",^t("z")="e"
 s q="^t" w q,"=",@q,! f  s q=$q(@q) q:q=""  w q,"=",@q," ql=",$ql(q)," last=",$qs(q,$ql(q)),!
 s q="^t(1)",n=0 f  s q=$q(@q) q:q=""!($qs(q,1)'=1)  s n=n+1
 w n,! s q=$q(^t(1,"x","")) w q," ",$r,!
 s q="^t" f  s q=$q(@q) q:q=""  i $ql(q)=2 k @q
 zwr ^t
 k ^t
