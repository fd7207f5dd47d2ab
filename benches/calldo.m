calldo ; DO of a label with parameters by value
 n n,i,s s n=$s($zcmdline:+$zcmdline,1:3500000),s=0
 f i=1:1:n d add(i,3)
 w "calldo ",s,!
 q
add(a,b) ;
 s s=s+a-b
 q
