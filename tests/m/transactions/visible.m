visible ; reading own writes in a transaction
 s ^a(1)=1,^a(3)=3 ts 
 s ^a(2)=2 k ^a(1) s k="" f  s k=$o(^a(k)) q:k=""  w k," "
 s k="" f  s k=$o(^a(k),-1) q:k=""  w k," "
 w $d(^a(1)),$d(^a),$q(^a("")),! s ^a(2,5)=25 zwr ^a w $i(^a(3))," ",$g(^a(1),"gone"),!
 tc  zwr ^a
 ts  k ^a s ^a("x")=1 zwr ^a tro  zwr ^a
 ts  m ^b("copy")=^a k ^a zwr ^b tc  zwr ^b w $d(^a),!
 ts  s ^b("t")=1 zk ^b("copy",3) zwr ^b tro  zwr ^b
 k ^b
