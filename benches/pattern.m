pattern ; pattern match, fixed and with alternatives
 n n,i,t,x s n=$s($zcmdline:+$zcmdline,1:800000),t=0
 s x(0)="555-123-4567",x(1)="Smith,John Q",x(2)="-12.50",x(3)="ABC999x"
 f i=1:1:n s x=x(i#4),t=t+(x?3N1"-"3N1"-"4N)+(2*(x?1U.L1","1U.E))+(3*(x?.1"-"1.N.1(1"."1.N)))+(x?.AN)+(x?1.U3N1(1"x",1"y"))
 w "pattern ",t,!
 q
