refkill ; KILL through references
 s a=1,a(1)=2 d k1(.a) w $d(a),!
 s a=1,a(1)=2 d k2(.a) w $d(a),!
 s a=1 d k3(.a) w $d(a),!
 s a=1 d k4(.a) w $d(a),$g(a),!
 s a=1 d k5(.a) w $d(a),!
 s a=1,b=2 d k6(.a,.b) zwr
 s a=1 d k7(.a) zwr
 k  d k8(.n) zwr
 s a=1 d k9(.a) w $d(a),!
 q
k1(x) k x q
k2(x) k x(1) q
k3(x) k a w $d(x) q
k4(x) k x s x="again" q
k5(x) k  w $d(x) q
k6(x,y) k (x) q
k7(x) k (a) s x=x+1 q
k8(x) s x(1)="made" q
k9(x) n x s x=5 k x w $d(x) q
