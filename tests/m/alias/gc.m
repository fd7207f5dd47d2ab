gc ; killing and reuse
 n i s big(1)=1 s *keep=big
 f i=1:1:5 n tmp s tmp(i)=i s *store(i)=tmp k *tmp
 f i=1:1:5 s *t=store(i) w t(i)," "
 w ! k *t,*store(3) zwr store
 k store s x=1 s *x2=x k x s x2="back" w x,!
 k *x w $d(x),$d(x2),! s x="n" w x,x2,!
 s *big=big w $d(big),! k big w $d(keep),!
 k (x) zwr
