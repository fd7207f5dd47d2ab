alert ; Tells of connections from a network that should not be there: mrun examples/nmi/alert.m DIR NETWORK [COUNT]
 ; NETWORK is the begin of an address, as 192.0.2. or 2001:db8:. Ends after COUNT alerts.
 n c,count,network,r
 s network=$p($zcmdline," ",2),count=$p($zcmdline," ",3)
 i network="" w "usage: alert.m DIR NETWORK [COUNT]",! q
 i '$$OPEN^%NMI(.c,"SYSTCPCN",$p($zcmdline," ")) w c("error"),! q
 f  d  q:c("error")?1"END".e  q:count=0
 . i '$$NEXT^%NMI(.c,.r) q
 . ; Connections that were there and that come have the subtype 1.
 . i r("header","subtype")'=1!($e(r("connection","RIP"),1,$l(network))'=network) q
 . w r("time")," ",r("connection","RName")," has a connection from ",r("connection","RIP")," at port ",r("connection","LPort"),!
 . s:count count=count-1
 i c("error")'="" w c("error"),!
 i $$CLOSE^%NMI(c)
 q
