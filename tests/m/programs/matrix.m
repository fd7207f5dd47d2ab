matrix ; matrix operations
 n a,b,c,d d set(.a,"1,2,3;4,5,6"),set(.b,"7,8;9,10;11,12"),mul(.a,.b,.c),pr("product",.c)
 d tr(.a,.d),pr("transpose",.d),id(3,.d),pr("identity",.d)
 k a d set(.a,"2,-1,0;1,3,2;0,5,-4") w "det ",$$det(.a),! d inv(.a,.b),pr("inverse",.b) k c d mul(.a,.b,.c),pr("check",.c)
 w "magic " d magic(3,.d),pr("3x3",.d) w "spiral " d spiral(4,.d),pr("4x4",.d)
 q
set(m,s) n i,j k m s m("r")=$l(s,";"),m("c")=$l($p(s,";"),",") f i=1:1:m("r") f j=1:1:m("c") s m(i,j)=$p($p(s,";",i),",",j)
 q
mul(a,b,c) n i,j,k s c("r")=a("r"),c("c")=b("c") f i=1:1:a("r") f j=1:1:b("c") s c(i,j)=0 f k=1:1:a("c") s c(i,j)=a(i,k)*b(k,j)+c(i,j)
 q
tr(a,t) n i,j k t s t("r")=a("c"),t("c")=a("r") f i=1:1:a("r") f j=1:1:a("c") s t(j,i)=a(i,j)
 q
id(n,m) n i,j k m s (m("r"),m("c"))=n f i=1:1:n f j=1:1:n s m(i,j)=i=j
 q
det(m) n n,d,i,j,s,c s n=m("r") q:n=1 m(1,1) s d=0,s=1 f j=1:1:n d minor(.m,j,.c) s d=m(1,j)*s*$$det(.c)+d,s=-s
 q d
minor(m,k,c) n i,j,jj k c s (c("r"),c("c"))=m("r")-1 f i=2:1:m("r") s jj=0 f j=1:1:m("c") s:j'=k jj=jj+1,c(i-1,jj)=m(i,j)
 q
inv(m,r) n a,i,j,k,p,f m a=m s n=a("r") d id(n,.r) f i=1:1:n s p=a(i,i) f j=1:1:n s a(i,j)=a(i,j)/p,r(i,j)=r(i,j)/p
 k a,r m a=m d id(n,.r) f i=1:1:n d
 . s p=a(i,i) f j=1:1:n s a(i,j)=a(i,j)/p,r(i,j)=r(i,j)/p
 . f k=1:1:n i k'=i s f=a(k,i) f j=1:1:n s a(k,j)=a(k,j)-(f*a(i,j)),r(k,j)=r(k,j)-(f*r(i,j))
 q
magic(n,m) n i,j,k k m s (m("r"),m("c"))=n,i=1,j=n+1\2 f k=1:1:n*n s m(i,j)=k,ni=i-2#n+1,nj=j#n+1 s:$d(m(ni,nj)) ni=i#n+1,nj=j s i=ni,j=nj
 q
spiral(n,m) n k,i,j,di,dj,t k m s (m("r"),m("c"))=n,i=1,j=1,di=0,dj=1 f k=1:1:n*n s m(i,j)=k s:i+di<1!(i+di>n)!(j+dj<1)!(j+dj>n)!$d(m(i+di,j+dj)) t=di,di=dj,dj=-t s i=i+di,j=j+dj
 q
pr(t,m) n i,j w t f i=1:1:m("r") w !,?2 f j=1:1:m("c") w $j(m(i,j),$s(t="inverse"!(t="check"):8,1:4),$s(t="inverse"!(t="check"):4,1:0))
 w !
 q
