ZSVNEW ; ZSHOW "V" and ZWRITE under NEW, parameters, references
 s x=1,y=2
 d a(.x,y)
 zshow "v"
 q
a(p,q) n y s y="inner",p(1)="via p"
 zshow "v" w "--",! zwr
 w "--",! zwr p,x
 k p zshow "v" w "--",!
 q
