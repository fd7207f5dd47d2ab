%MPIECE(s,from,to) ; Runs of the delimiter become one new delimiter; those at the start go; unless told, it is blanks and tabs
 n i,p,r,n
 s:'$d(from) from=" ",s=$tr(s,$c(9)," ") s:'$d(to) to=" "
 s r="",n=$l(s,from)
 f i=1:1:n s p=$p(s,from,i) s:p'="" r=r_$s(r="":"",1:to)_p
 i r'="",$p(s,from,n)="" s r=r_to
 q r
SPLIT(s,from) ; an array of the pieces
 n a,i,n
 s:'$d(from) from=" "
 s s=$$^%MPIECE(s,from,from) f i=1:1:$l(s,from) s a(i)=$p(s,from,i)
 q *a
