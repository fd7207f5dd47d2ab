strarray ; string subscripts in random order, then read in order
 n n,i,s,a,x,k,key s n=$s($zcmdline:+$zcmdline,1:300000),s=0,x=1,k=0
 f i=1:1:n s x=x*16807#2147483647,a("PAT"_(x#1000000+1000000))=i
 s key="" f  s key=$o(a(key)) q:key=""  s k=k+1,s=s+(k#7*a(key))
 w "strarray ",k," ",s,!
 q
