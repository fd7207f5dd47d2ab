intarray ; an array with ascending integer subscripts: build, read, $ORDER
 n n,i,s,a s n=$s($zcmdline:+$zcmdline,1:1000000),s=0
 f i=1:1:n s a(i)=i
 f i=n:-1:1 s s=s+a(i)
 s i="" f  s i=$o(a(i)) q:i=""  s s=s+i
 w "intarray ",s,!
 q
