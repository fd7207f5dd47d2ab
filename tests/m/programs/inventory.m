inventory ; global database with reports and edits
 k ^inv,^ord f x="P1^bolt^100^.25","P2^nut^250^.10","P3^gear^3^19.99" s ^inv($p(x,"^"))=$p(x,"^",2,9)
 f x="P1,30","P3,2","P3,5","P9,1","P2,250" d order($p(x,","),$p(x,",",2))
 d report s x=$$reorder(80) w "reorder:",x,! d audit
 k ^inv,^ord q
order(p,q) n n,r i '$d(^inv(p)) w p," unknown",! q
 s r=^inv(p) i $p(r,"^",2)<q w p," short by ",q-$p(r,"^",2),! q
 s $p(r,"^",2)=$p(r,"^",2)-q,^inv(p)=r,n=$i(^ord),^ord(n)=p_"^"_q,^ord("p",p,n)="" w "order ",n," ",p,"x",q," ",$j(q*$p(r,"^",3),0,2),! q
report n p,t s p="",t=0 w "part",?8,"qty",?14,"value",! f  s p=$o(^inv(p)) q:p=""  d
 . n r s r=^inv(p) w $p(r,"^"),?8,$p(r,"^",2),?14,$j($p(r,"^",2)*$p(r,"^",3),8,2),! s t=t+($p(r,"^",2)*$p(r,"^",3))
 w "total",?14,$j(t,8,2),! q
reorder(m) n p,s s (p,s)="" f  s p=$o(^inv(p)) q:p=""  s:$p(^(p),"^",2)<m s=s_" "_p
 q s
audit n p,n s p="" f  s p=$o(^ord("p",p)) q:p=""  w p,":" s n="" f  s n=$o(^ord("p",p,n)) w:n="" ! q:n=""  w " ",n,"=",$p(^ord(n),"^",2)
 q
