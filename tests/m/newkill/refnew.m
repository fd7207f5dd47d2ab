refnew ; NEW and references
 s a="A" d n1(.a) w a,!
 s a="A" d n2(.a) w a,!
 s a="A" d n3(.a) w a,!
 s a="A" d n4(.a) w a,!
 s a="A" d n5(.a) w a,!
 s a="A" d n6(.a,a) w a,!
 s a="A" s x=$$n7(.a) w x,a,!
 q
n1(x) n a s a="new a",x="via x" w a,x," " q
n2(x) n x s x="lost" w a," " q
n3(a) s a=a_"+" q
n4(x) n  w $d(a),$d(x)," " s a=1 q
n5(x) n (x) s a="other",x=x_"!" q
n6(p,q) n q s q=1,p=p_q d n1(.p) q
n7(p) n t s t=p,p=t_t q t
