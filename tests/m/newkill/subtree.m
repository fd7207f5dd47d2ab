subtree ; KILL and NEW of nodes mid walk
 n i,k
 f i=1:1:10 s a(i)=i
 s k="" f  s k=$o(a(k)) q:k=""  k a(k+1)
 zwr a
 s k="" f  s k=$o(a(k)) q:k=""  k a(k) s:k<5 a(k+100)=k
 w $d(a),!
 d p w $d(a),!
 s a="root" k a(101) zwr a zk a w $d(a) k a
 w $d(a),!
 q
p n a s a(1)="inner" k a(1) w $d(a),! q
