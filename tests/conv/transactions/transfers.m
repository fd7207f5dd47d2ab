transfers ; moves money between accounts by two services in one transaction, until ^stop; outcomes are counted in ^outcome
 q:'$d(^storm)
 n n,ok,what,out
 s ok=$$tpsblktime^%ATMI(20,"TPBLK_ALL")
 f n=1:1 q:$d(^stop)  s what=$$one(n) i $i(^outcome(what)) s:what="committed" ^told($j)=n
 q
one(n) ; a transfer
 n amount,from,to s amount=$r(100)+1,from=$r(20),to=20+$r(20)
 q:$$tpbegin^%ATMI(20)<0 "tpbegin "_$$err
 s ^made($j,n)=amount,^made($j,n,"from")=from
 q:$$tpcall^%ATMI("ADD",from_","_-amount,0,.out)<0 $$undo("from ")
 q:$$tpcall^%ATMI("ADD",to_","_amount,0,.out)<0 $$undo("to ")
 q $s($$tpcommit^%ATMI(0)<0:"tpcommit "_$$err,1:"committed")
undo(what) s what=what_$$err
 q $s($$tpabort^%ATMI(0)<0:"tpabort "_$$err,1:what)
err() q $$tperrno^%ATMI("NAME")
check ; all money is there, told transfers were made, and what the callers noted is what the services did
 n x,j,n,sum,missing,half s (sum,missing)=0
 f x=0:1:39 s sum=sum+$g(^acct(x)),half(x)=$s(x<20:$g(^acct(x)),1:0)
 s j="" f  s j=$o(^made(j)),n="" q:j=""  f  s n=$o(^made(j,n)) q:n=""  s half(^made(j,n,"from"))=half(^made(j,n,"from"))+^made(j,n)
 s j="" f  s j=$o(^told(j)) q:j=""  s:'$d(^made(j,^told(j))) missing=missing+1
 w "sum ",sum,!,"missing ",missing,!
 s n=0 f x=0:1:39 s:half(x) n=n+1
 w "halves ",n,!
 q
