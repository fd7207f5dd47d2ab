query ; $QUERY over a three-level array, by name and with indirection
 n n,i,j,k,s,a,r s n=$s($zcmdline:+$zcmdline,1:40),s=0
 f i=1:1:30 f j=1:1:30 f k="x","yy","zzz" s a(i,j,k)=i+j+$l(k)
 f i=1:1:n s r="a" f  s r=$q(@r) q:r=""  s s=s+@r+$ql(r)
 w "query ",s," ",$qs($q(a(30,30,"x")),3),!
 q
