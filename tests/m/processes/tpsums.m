tpsums ; transfers keep the sum, and whoever reads sees no transfer in part
 new i,n,m
 for i=1:1:10 set ^acc(i)=100
 for i=1:1:3 set n(i)=$$start^procaux("for i=1:1:100 do move^tpsums($random(10)+1,$random(10)+1,$random(9))")
 set m=$$start^procaux("do audit^tpsums")
 for i=1:1:3 if $$end^procaux(n(i))'="" write "failed",!
 set n=$$end^procaux(m),s=0
 for i=1:1:10 set s=s+^acc(i)
 write s," ",n,!
 quit
move(from,to,amount) tstart (from,to,amount):serial
 set ^acc(from)=^acc(from)-amount,^acc(to)=^acc(to)+amount
 tcommit
 quit
audit new i,j,s set r=0
 for j=1:1:50 tstart () set s=0 do sum tcommit  set:s'=1000 r=r+1
 quit
sum for i=1:1:10 set s=s+^acc(i)
 quit
