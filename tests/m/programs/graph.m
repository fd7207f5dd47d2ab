graph ; shortest paths and topological order
 n g,d,p d edge("a","b",4),edge("a","c",2),edge("c","b",1),edge("b","d",5),edge("c","d",8),edge("d","e",3),edge("f","e",1)
 d dij("a") s v="" f  s v=$o(d(v)) q:v=""  w v," ",d(v)," ",$$path(v),!
 d topo w ! w "dfs" k seen d dfs("a") w !,"bfs" d bfs("a") w !
 q
edge(a,b,w) s g(a,b)=w,n(a)="",n(b)="" q
dij(s) n q,u,k,v,w k d,p s d(s)=0,q(0,s)="" f  s k=$o(q("")) q:k=""  s u=$o(q(k,"")) k q(k,u) d
 . s v="" f  s v=$o(g(u,v)) q:v=""  s w=k+g(u,v) i w<$g(d(v),1E9) k:$d(d(v)) q(d(v),v) s d(v)=w,p(v)=u,q(w,v)=""
 q
path(v) q:'$d(p(v)) v q $$path(p(v))_">"_v
topo n v,u,in,done s v="" f  s v=$o(n(v)) q:v=""  s in(v)=0
 s u="" f  s u=$o(g(u)) q:u=""  s v="" f  s v=$o(g(u,v)) q:v=""  s in(v)=in(v)+1
 f  s v="" d  q:v=""
 . f  s v=$o(in(v)) q:v=""  q:in(v)=0
 . q:v=""  w " ",v k in(v) s u="" f  s u=$o(g(v,u)) q:u=""  s in(u)=in(u)-1
 q
dfs(v) n w q:$d(seen(v))  s seen(v)="" w " ",v s w="" f  s w=$o(g(v,w)) q:w=""  d dfs(w)
 q
bfs(s) n q,h,t,v,w,x s q(1)=s,h=1,t=1,x(s)="" f  q:h>t  s v=q(h),h=h+1 w " ",v s w="" f  s w=$o(g(v,w)) q:w=""  i '$d(x(w)) s x(w)="",t=t+1,q(t)=w
 q
