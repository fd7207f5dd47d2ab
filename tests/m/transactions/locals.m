locals ; restart restores named locals
 s a=1,b=2,c(1)=3 ts (a,c):serial s t=$tr,a=a_"+",b=b_"+",c(1)=c(1)_"+",c(2)="n" tre:$tr<2  tc  zwr
 k  s a=1,n=0 ts *:serial s a=a+1 tre:$tr<3  tc  zwr
 k  s a=1 ts (nosuch):serial s nosuch=$g(nosuch)+1 tre:$tr<2  tc  zwr
 k  s a(1)=1 ts (a):serial k a(1) s a(2)=1 tre:$tr<1  tc  zwr
 k  s a=1 ts (a):serial n a s a=5 tre:$tr<1  tc  zwr
 k  s x=1 d p(.x) zwr
 q
p(y) ts (y):serial s y=y+1 tre:$tr<2  tc  q
