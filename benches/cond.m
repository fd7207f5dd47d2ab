cond ; $SELECT, IF chains and boolean operators
 n n,i,s s n=$s($zcmdline:+$zcmdline,1:1700000),s=0
 f i=1:1:n d
 . s s=s+$s(i#15=0:15,i#5=0:5,i#3=0:3,1:1)
 . i i#2,i>10!(i<3),'(i=77) s s=s+1
 . e  i i#7=0&(i#11'=0) s s=s-1
 . s:s>1000000 s=s-1000000
 w "cond ",s,!
 q
