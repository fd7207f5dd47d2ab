sorting ; bubble insertion quick merge and tree sorts
 n a,b,l s l="34,7,23,32,5,62,32,7,-4,0,100,.5,9"
 d load(.a,l),bubble(.a),show("bubble",.a)
 d load(.a,l),insert(.a),show("insert",.a)
 d load(.a,l),quick(.a,1,a),show("quick",.a)
 d load(.a,l),merge(.a,1,a),show("merge",.a)
 d load(.a,l),tree(.a),show("tree",.a)
 d load(.a,"pear,apple,fig,Banana,cherry,fig"),str(.a),show("strings",.a)
 q
load(a,l) n i k a s a=$l(l,",") f i=1:1:a s a(i)=$p(l,",",i)
 q
show(t,a) n i w t,":" f i=1:1:a w " ",a(i)
 w ! q
bubble(a) n i,j,t f i=1:1:a-1 f j=1:1:a-i i a(j)>a(j+1) s t=a(j),a(j)=a(j+1),a(j+1)=t
 q
insert(a) n i,j,t f i=2:1:a s t=a(i) d
 . f j=i-1:-1:0 q:'j  q:a(j)'>t  s a(j+1)=a(j)
 . s a(j+1)=t
 q
quick(a,l,h) n i,j,p,t q:l'<h  s i=l,j=h,p=a(l+h\2)
 f  q:i>j  d
 . f  q:a(i)'<p  s i=i+1
 . f  q:a(j)'>p  s j=j-1
 . i i'>j s t=a(i),a(i)=a(j),a(j)=t,i=i+1,j=j-1
 d quick(.a,l,j),quick(.a,i,h) q
merge(a,l,h) n m,i,j,k,b q:l'<h  s m=l+h\2 d merge(.a,l,m),merge(.a,m+1,h)
 s i=l,j=m+1 f k=l:1:h d
 . i j>h!(i'>m&(a(i)'>$g(a(j)))) s b(k)=a(i),i=i+1 q
 . s b(k)=a(j),j=j+1
 f k=l:1:h s a(k)=b(k)
 q
tree(a) n i,t,k,c f i=1:1:a s t(a(i),i)=""
 s k="",c=0 f  s k=$o(t(k)) q:k=""  s i="" f  s i=$o(t(k,i)) q:i=""  s c=c+1,a(c)=k
 q
str(a) n i,j,t f i=1:1:a-1 f j=i+1:1:a i a(i)]a(j) s t=a(i),a(i)=a(j),a(j)=t
 q
