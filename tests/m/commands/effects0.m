effects0 ; gtm_side_effects=0
 s $et="w ""!"",$p($zs,"","",3,9),! s $ec="""" q"
 d t(1) w x+$$c(5),!
 d t(1) w x_$$c(5),!
 d t(1) w x*x+$$c(5),!
 d t(1) w x>$$c(5),!
 d t(1) w x=$$c(1),!
 d t(1) w $e("abcdef",x,$$c(3)),!
 d t(1) w $p("a,b,c,d,e",",",x,$$c(4)),!
 d t("abc") w $l(x,$$c("b")),!
 d t(1) w $j(x,$$c(5)),!
 d t("abc") w $tr(x,$$c("b"),"x"),!
 d t(1) w $$two(x,$$c(5)),!
 d t(1) w a(x,$$c(2)),!
 d t(1) w $na(a(x,$$c(2))),!
 d t(1) w $na(a(x),$$c(2)),!
 d t(1) w $na(^a(x,$$c(2))),!
 d t(1) w $d(a(x,$$c(2))),!
 d t(1) w $g(a(x,$$c(2)),x),!
 d t(1) w $o(a(x,$$c(2))),!
 d t(1) s b(x)=$$c(2) zwr b k b
 d t(1) s b(x,$$c(2))=x zwr b k b
 d t(1) s (b(x),c)=$$c(2) zwr b,c k b
 d t(1) s $p(b,",",x)=$$c(2) zwr b k b
 d t(1) w $s(x=$$c(1):"s",1:"n"),!
 d t(1) w x&$$c(0),!
 d t(1) w x!$$c(0),!
 d t(1) w -x+$$c(4),!
 d t(1) w (x+1)*$$c(4),!
 d t(1) w x+$i(x),!
 d t(1) w x_$i(x)_x,!
 d t(1) w $i(x)+x+$i(x),!
 d t(1) w a(x)+$$c(2),!
 d t(1) w @"x"+$$c(7),!
 d t(1) w x?@$$c("1N"),!
 d t(1) w $f("ababab","b",x+$$c(1)),!
 d t(1) w $fn(x,"+",$$c(2)),!
 d t(1) d two2(x,$$c(3))
 d t(1) w x,$$c(2),x,!
 d t(1) s @"b(x)"=$$c(3) zwr b k b
 d t(1) w $q(a(x,$$c(1))),!
 d t(1) w $ql($na(a(x,$$c(3)))),!
 q
t(v) k (v) s x=v,a(1)=1,a(1,2)=12,a(2)=2,a(2,2)=22,x(1)="x1" q
c(v) s x=v q v
ca(v) s a(1)=v q v
cx() k x s x="k" q 1
two(p,q) q p_","_q
two2(p,q) w p,",",q,! q
