byrefarr ; arrays passed down several levels
 n t d add(.t,"b",2),add(.t,"a",1),add(.t,"c",3) zwr t
 d each(.t,"show") d each(.t,"dbl") zwr t
 d copy(.t,.u) k t("a") zwr u
 w $$sum(.u),! d clr(.u) w $d(u),!
 d two(.t,.t) zwr t
 q
add(a,k,v) d put(.a,k,v) q
put(b,k,v) s b(k)=v,b=$g(b)+1 q
each(a,f) n k s k="" f  s k=$o(a(k)) q:k=""  d @(f_"(.a,k)")
 q
show(a,k) w k,"=",a(k)," " q
dbl(a,k) s a(k)=a(k)*2 w:k="c" ! q
copy(x,y) m y=x q
sum(x) n k,s s k="",s=0 f  s k=$o(x(k)) q:k=""  s s=s+x(k)
 q s
clr(x) k x q
two(p,q) k p("b") s q("z")=1 w $d(p("z")),$d(q("b")),! q
