order ; aliases inside $ORDER $QUERY KILL NEW MERGE
 n a,b,c s a(1)=1,a(2)=2 s *b=a,*c("h")=a
 w $o(b("")),$d(b(2)),$q(b),! s b(3)=3 w $o(a(2)),!
 k b(1) w $d(a(1)),! m d=c w $d(d("h")),$zda(d("h")),!
 m e=b s e(2)="copy" w a(2),! s *f=c("h") k f(2) w $d(a(2)),!
 f i=1:1:3 s *g(i)=a
 w $zda(g(1)),$d(g(2)),g(3),! k g(2) w $d(g),$d(a),!
 n a w $d(a),$d(b),! s a="new" w $g(b,"none"),!
 d p(.b) w $d(b),! s h="c" w $zda(@h@("h")),!
 s b="v" s *b=a w b,! s *x=y w $d(x) s y=1 w x,!
 q
p(q) k q s q=1 q
