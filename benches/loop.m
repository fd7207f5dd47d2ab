loop ; FOR loop with an integer sum
 n n,i,s s n=$s($zcmdline:+$zcmdline,1:12000000),s=0
 f i=1:1:n s s=s+i
 w "loop ",s,!
 q
