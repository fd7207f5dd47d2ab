lists ; linked list and tree with aliases
 n list,i,node,p s *list=$$cons(1,.nil)
 f i=2:1:4 s *list=$$cons2(i,.list)
 s *p=list f i=1:1:10 q:'$d(p("v"))  w p("v")," " q:$zdata(p("next"))<100  s *p=p("next")
 w ! d ins(.root,5),ins(.root,3),ins(.root,8),ins(.root,1),ins(.root,9)
 d ino(.root) w !
 q
cons(v,t) n c s c("v")=v q *c
cons2(v,t) n c s c("v")=v s *c("next")=t q *c
ins(n,v) n c i '$d(n("v")) s n("v")=v q
 s side=$s(v<n("v"):"l",1:"r")
 i $d(n(side))#10=0 n x s x("v")=v s *n(side)=x q
 n m s *m=n(side) d ins(.m,v) q
ino(n) n m i $d(n("l")) s *m=n("l") d ino(.m)
 w n("v")," " i $d(n("r")) s *m=n("r") d ino(.m)
 q
