bank ; ledger in a local array with report
 n acc,log,n d open("A",100),open("B",50.25),dep("A",25.5),wd("B",60),wd("A",75.25),xf("A","B",40),xf("B","C",1),dep("B",-5)
 d report
 q
open(n,v) s acc(n)=v d log("open",n,v) q
dep(n,v) i v'>0 d log("reject dep",n,v) q
 s acc(n)=acc(n)+v d log("dep",n,v) q
wd(n,v) i acc(n)<v d log("reject wd",n,v) q
 s acc(n)=acc(n)-v d log("wd",n,v) q
xf(a,b,v) i '$d(acc(b)) d log("reject xf",a_">"_b,v) q
 s acc(a)=acc(a)-v,acc(b)=acc(b)+v d log("xf",a_">"_b,v) q
log(t,n,v) s log=$g(log)+1,log(log)=t_"^"_n_"^"_v q
report n i,t s t=0 f i=1:1:log w $j(i,3),". ",$p(log(i),"^"),?18,$p(log(i),"^",2),?25,$j($p(log(i),"^",3),10,2),!
 s i="" f  s i=$o(acc(i)) q:i=""  w i,?10,$j($fn(acc(i),",",2),12),! s t=t+acc(i)
 w "total",?10,$j($fn(t,"P",2),12),! q
