killsub ; KILL of subtrees
 d init k a(1) zwr a
 d init k a(1,2) zwr a
 d init k a(1,2,3) zwr a
 d init k a("x") zwr a
 d init k a(9),a(1,9) zwr a
 d init zk a(1) zwr a
 d init zk a(1,2) zwr a
 d init f i="" f  s i=$o(a(i)) q:i=""  k a(i)
 w $d(a),!
 d init s k=$na(a(1,2)) k @k zwr a
 d init k @"a"@(1,2,4) zwr a
 d init n a zwr
 q
init k a s a=0,a(1)=1,a(1,2)=2,a(1,2,3)=3,a(1,2,4)=4,a("x","y","z")=5 q
