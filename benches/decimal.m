decimal ; decimal fractions: sum, product, quotient, rounding
 n n,i,s,p s n=$s($zcmdline:+$zcmdline,1:2500000),s=0,p=1
 f i=1:1:n s s=s+(i*.01)-(i/8),p=p*1.0000001+.25 s:p>1000 p=p/3
 w "decimal ",s," ",$j(p,0,6)," ",$fn(s,",",2),!
 q
