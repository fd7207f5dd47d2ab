scope ; aliases with NEW and parameters
 s a=1 s *b=a
 d p zwr
 d q(.a) zwr
 d r zwr
 s *c=a d s zwr
 n d s *d=a s d="d" zwr
 q
p n a s a="new" w a,b,! s *b=a q
q(x) s *y=x s y="via y" w x,a,! k *y s *x=z s x="rebound" w a,! q
r n b s *b=a s b="r" q
s n (a) s *e=a s e="e" q
