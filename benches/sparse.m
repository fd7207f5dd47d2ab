sparse ; an array with pseudo-random integer subscripts
 n n,i,s,a,x,k s n=$s($zcmdline:+$zcmdline,1:400000),s=0,x=1,k=0
 f i=1:1:n s x=x*16807#2147483647,a(x)=i
 s x="" f  s x=$o(a(x)) q:x=""  s k=k+1,s=s+(k#7*a(x))
 w "sparse ",k," ",s,!
 q
