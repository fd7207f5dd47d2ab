kill ; KILL ZKILL of globals
 d init k ^a(1) zwr ^a
 d init k ^a(1,2) zwr ^a
 d init zk ^a(1) zwr ^a
 d init zwi ^a zwr ^a
 d init k ^a("x",1),^(2),^a(9) zwr ^a
 d init s k="" f  s k=$o(^a(k)) q:k=""  k ^a(k)
 w $d(^a),! d init k @"^a(1,2)" zwr ^a
 d init k ^nosuch w "ok",$r,!
 d init s n="^a" f  s n=$q(@n) q:n=""  zk @n
 w $d(^a),^a,!
 d init k (x) w $d(^a),! k  w $d(^a),!
 k ^a q
init k ^a s ^a=0,^a(1)=1,^a(1,2)=12,^a(1,2,3)=123,^a(2)=2,^a("x",1)="x1",^a("x",2)="x2" q
