stacks ; stacks queues and sets with arrays
 n s,q,x d push(.s,1),push(.s,"b"),push(.s,3.5) w $$pop(.s),$$pop(.s),$$pop(.s),"[",$$pop(.s),"]",!
 f x="a","b","c" d enq(.q,x)
 w $$deq(.q) d enq(.q,"d") f  s x=$$deq(.q) q:x=""  w x
 w !
 n a,b,c f x=1,2,3,5,8 s a(x)=""
 f x=2,4,8,16 s b(x)=""
 m c=a m c=b w "union" d show(.c)
 k c s x="" f  s x=$o(a(x)) q:x=""  s:$d(b(x)) c(x)=""
 w "inter" d show(.c)
 k c m c=a s x="" f  s x=$o(b(x)) q:x=""  k c(x)
 w "diff" d show(.c)
 q
push(s,v) s s=$g(s)+1,s(s)=v q
pop(s) n v q:'$g(s) "" s v=s(s) k s(s) s s=s-1 q v
enq(q,v) s q($o(q(""),-1)+1)=v q
deq(q) n k,v s k=$o(q("")) q:k="" "" s v=q(k) k q(k) q v
show(x) n k s k="" f  s k=$o(x(k)) q:k=""  w " ",k
 w ! q
