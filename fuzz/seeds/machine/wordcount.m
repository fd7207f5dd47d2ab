wordcount ; words letters and frequency report
 n t,i,w,c,l,k,f s t="the quick brown fox jumps over the lazy dog. The dog barks; the fox runs away! A quick dog?"
 s l=$tr(t,"ABCDEFGHIJKLMNOPQRSTUVWXYZ.,;!?","abcdefghijklmnopqrstuvwxyz")
 f i=1:1:$l(l," ") s w=$p(l," ",i) s:w'="" c(w)=$g(c(w))+1
 s w="" f  s w=$o(c(w)) q:w=""  s f(-c(w),w)="",k($l(w))=$g(k($l(w)))+1
 s i="" f  s i=$o(f(i)) q:i=""  s w="" f  s w=$o(f(i,w)) q:w=""  w $j(-i,3)," ",w,?12,$tr($j("",-i)," ","#"),!
 s i="" f  s i=$o(k(i)) q:i=""  w "len ",i,": ",k(i),!
 k c f i=1:1:$l(l) s w=$e(l,i) i w?1A s c(w)=$g(c(w))+1
 s w="" f  s w=$o(c(w)) q:w=""  w w,c(w)," "
 w ! s w="" f  s w=$o(c(w),-1) q:w=""  w:c(w)=1 w
 w !,$l(t)," chars ",$l(t," ")," words ",$l(t,".")-1," stops",!
