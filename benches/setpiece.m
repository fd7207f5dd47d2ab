setpiece ; SET $PIECE and SET $EXTRACT in records
 n n,i,r,s s n=$s($zcmdline:+$zcmdline,1:1600000),r="a^b^c^d^e^f^g^h",s="xxxxxxxxxxxxxxxxxxxx"
 f i=1:1:n s $p(r,"^",i#12+1)=i#1000,$e(s,i#20+1)=$c(i#26+65)
 w "setpiece ",r," ",s,!
 q
