%MPIECE(s,from,to) ; Runs of the delimiter become one new delimiter; those at the start go
 n i,p,r,n
 s:'$d(from) from=" " s:'$d(to) to=" "
 s r="",n=$l(s,from)
 f i=1:1:n s p=$p(s,from,i) s:p'="" r=r_$s(r="":"",1:to)_p
 i r'="",$p(s,from,n)="" s r=r_to
 q r
