bank ; a ledger with transactions
 k ^acct f n="ann","bob","cy" s ^acct(n)=100
 f t="ann,bob,30","bob,cy,200","cy,ann,50","ann,zed,10","bob,ann,-5","cy,bob,150" d xfer($p(t,","),$p(t,",",2),$p(t,",",3))
 zwr ^acct
 s n="",t=0 f  s n=$o(^acct(n)) q:n=""  s:n'="log" t=t+^acct(n)
 w "total ",t,! k ^acct q
xfer(a,b,m) w a,"->",b," ",m,": " ts ():serial
 i m'>0 tro  w "bad amount",! q
 s ^acct(a)=$g(^acct(a))-m,^acct(b)=$g(^acct(b))+m
 i ^acct(a)<0 tro  w "insufficient",! q
 i '$d(^acct(b))!(b="zed") tro  w "no account",! q
 s ^acct("log",$i(^acct("log")))=a_">"_b_":"_m
 tc  w "ok",! q
