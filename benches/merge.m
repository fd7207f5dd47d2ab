merge ; MERGE and KILL of subtrees
 n n,i,j,s,a,b,k s n=$s($zcmdline:+$zcmdline,1:12000),s=0
 f i=1:1:200 s a(i)=i f j="name","age" s a(i,j)=i_j
 f i=1:1:n k b(i-1) m b(i)=a k b(i,i#200+1) s b(i,"x")=i s k=$o(b(i,"")),s=s+k+$d(b(i,5,"age"))+$l($g(b(i,7,"name")))
 w "merge ",s,!
 q
