indsub ; subscript indirection and $NAME
 n n,i,s,a,r s n=$s($zcmdline:+$zcmdline,1:1000000),s=0,r=$na(a("rec",7))
 f i=1:1:n s @r@(i#100)=i,s=s+@r@(i#100)+$d(@r@("none"))
 w "indsub ",s," ",$na(@r@(3,"x")),!
 q
