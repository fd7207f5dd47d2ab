RECURSE ; deep recursion, mutual recursion, NEW at each level
 w $$fact(20)," ",$$sum(300)," ",$$even(201),$$even(200),!
 w $$ack(2,3)," " d hanoi(5,"a","b","c") w n,!
 s d=0 d down(300) w d,!
 q
fact(n) q:n<2 1 q n*$$fact(n-1)
sum(n) q:n=0 0 q n+$$sum(n-1)
even(n) q:n=0 1 q $$odd(n-1)
odd(n) q:n=0 0 q $$even(n-1)
ack(m,n) q:m=0 n+1 q:n=0 $$ack(m-1,1) q $$ack(m-1,$$ack(m,n-1))
hanoi(k,x,y,z) q:k=0  d hanoi(k-1,x,z,y) s n=$g(n)+1 d hanoi(k-1,z,y,x) q
down(k) q:k=0  n k2 s k2=k-1,d=d+1 d down(k2) q
