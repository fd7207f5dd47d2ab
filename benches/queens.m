queens ; n queens by backtracking
 n n,c,r,u,d s n=$s($zcmdline:+$zcmdline,1:12),c=0
 d place(1)
 w "queens ",c,!
 q
place(y) n x i y>n s c=c+1 q
 f x=1:1:n i '$d(r(x)),'$d(u(x+y)),'$d(d(x-y)) s (r(x),u(x+y),d(x-y))=1 d place(y+1) k r(x),u(x+y),d(x-y)
 q
