name2 ; $NAME $QSUBSCRIPT $QLENGTH round trips
 n k,n,i f k="a(1)","a(""x"",""y"")","^g(1,""a""""b"",-2.5)","zz","^%x(""(,)"")","a($C(1))","a(""a""_$C(0)_""b"")","a("""")" d
 . s n=$na(@k) w k," ",n," ",$ql(n) f i=0:1:$ql(n) w " <",$zwrite($qs(n,i)),">"
 . s @k=1 w " ",$d(@n),!
 k ^g,^%x
 s n=$na(x(1,2)) s n=$na(@n@(3,"four")) w n,! s n=$na(@n,2) w n,! s n=$na(@n,0) w n,!
 f i=0:1:5 w $na(p(1,"b",3),i)," "
 w !
