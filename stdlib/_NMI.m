%NMI ; Records of the Network Management Interface as arrays; docs/nmi.md
 q
OPEN(c,service,dir,stack,asks) ; connects c to a service: 1, or 0 with the reason in c("error")
 n e s e=""
 s c=$&nmi.open($g(service),$g(dir),$g(stack),.asks,.e),c("error")=e
 q c>0
FED(c,service,dir,stack,asks) ; makes c a connection whose stream is a socket of yours: connect it to c("path"), and write c("request") first
 n p,r s (p,r)=""
 s c=$&nmi.fed($g(service),$g(dir),$g(stack),.asks,.p,.r),c("path")=p,c("request")=r
 q 1
FEED(c,bytes) q $&nmi.feed(c,bytes) ; what came from that socket, in any pieces
NEXT(c,r,timeout) ; the next record in r: 1, or 0 with the reason in c("error"): TIMEOUT, LOST, DAMAGE,what or END,why
 n e,k s k=$&nmi.next(c,.r,$g(timeout),$g(c("only")),.e),c("error")=e
 q k
WAIT(list,timeout) q $&nmi.wait(.list,$g(timeout)) ; until a connection of list(c) has something for NEXT; kills the others' nodes
RAW(c) q $&nmi.raw(c) ; the bytes of the last record
CLOSE(c) q $&nmi.close(c)
DECODE(raw,r) i $&nmi.decode(raw,.r) ; r from the bytes of an SMF record
 q
ENCODE(r) q $&nmi.encode(.r) ; the bytes of an SMF record from r
PUBLISH(service,r,dir,stack) ; publishes a record by a running server: "", or what is wrong
 q $&nmi.publish($g(service),$g(dir),$g(stack),$$ENCODE(.r))
ASK(request,filter,r,dir,stack,error) ; the answer to a request of the callable or the SNA interface in r: 1, or 0 with the reason in error
 n e,k s e="",k=$&nmi.ask($g(request),.filter,.r,$g(dir),$g(stack),.e),error=e
 q k
SERVE(code,about,dir,error) ; serves the SNA interface until END: 1, or 0 with the reason in error. code is run for each request: q is what is asked, a the answer
 n e,n,q,a s e="" i '$&nmi.serve($g(dir),.about,.e) s error=e q 0
 f  s n=$&nmi.asked(.q,,.e) q:'n  k a d TURN(.q,.a) s n=$&nmi.answer(n,.a,.e) i 'n s error=e
 q 1
TURN(q,a) ; an error of the code is the end of serving: clients are told
 n $et s $et="d END^%NMI"
 d @(code_"(.q,.a)")
 q
END i $&nmi.end() ; ends SERVE, from within its code
 q
TEXT(bytes,page) q $&nmi.text(bytes,$g(page)) ; of EBCDIC; page is 1047 or 037
EBCDIC(text,page) q $&nmi.ebcdic(text,$g(page))
