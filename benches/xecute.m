xecute ; XECUTE of constant and of changing code
 n n,i,s,c s n=$s($zcmdline:+$zcmdline,1:1400000),s=0,c="s s=s+i s:i#2 s=s-1"
 f i=1:1:n x c x "s s=s+"_(i#50)
 w "xecute ",s,!
 q
