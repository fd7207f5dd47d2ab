integers ; big integer sums
 n i,f,a,b,t
 s f=1 f i=1:1:25 s f=f*i w i,"! = ",f,!
 s a=0,b=1 f i=1:1:90 s t=a+b,a=b,b=t w:i#10=0 "fib ",i," ",a,!
 s t=1 f i=1:1:62 s t=t*2 w:i>54 "2**",i," ",t,!
 s t=0 f i=1:1:1000 s t=t+i
 w t,!
 s t=0 f i=.1:.1:10 s t=t+i
 w t,!
 s t=1 f i=1:1:20 s t=t*-3 w t," "
 w !
 s t=1 f i=1:1:20 s t=t/3 w t,!
 q
