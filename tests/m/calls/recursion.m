recursion ; recursive routines
 w $$fact(20),! w $$fib(15),! w $$ack(2,3),! w $$pow(2,30),!
 d hanoi(3,"A","C","B") w n,!
 w $$rev("abcdef"),! w $$pal("racecar"),$$pal("ab"),!
 k p d perm("","abc")
 w $$depth(50),! w $$bin(10),! w $$gcd(1071,462),!
 w $$even(10),$$odd(10),!
 s t(1)="a",t(1,1)="b",t(1,2)="c",t(1,1,5)="d" d tree("t",0)
 q
fact(n) q $s(n<2:1,1:n*$$fact(n-1))
fib(n) q:n<2 n q $$fib(n-1)+$$fib(n-2)
ack(m,n) i m=0 q n+1
 i n=0 q $$ack(m-1,1)
 q $$ack(m-1,$$ack(m,n-1))
pow(b,e) q:e=0 1 n h s h=$$pow(b,e\2) q h*h*$s(e#2:b,1:1)
hanoi(k,a,b,c) q:k=0  d hanoi(k-1,a,c,b) s n=$g(n)+1 w a,">",b," " d hanoi(k-1,c,b,a) q
rev(s) q:s="" "" q $$rev($e(s,2,$l(s)))_$e(s)
pal(s) q:$l(s)<2 1 q:$e(s)'=$e(s,$l(s)) 0 q $$pal($e(s,2,$l(s)-1))
perm(d,r) n i i r="" w d," " q
 f i=1:1:$l(r) d perm(d_$e(r,i),$e(r,0,i-1)_$e(r,i+1,99))
 w:d="" ! q
depth(n) q:n=0 $st q $$depth(n-1)
bin(n) q:n<2 n q $$bin(n\2)_(n#2)
gcd(a,b) q:b=0 a q $$gcd(b,a#b)
even(n) q:n=0 1 q $$odd(n-1)
odd(n) q:n=0 0 q $$even(n-1)
tree(r,l) n k s k="" f  s k=$o(@r@(k)) q:k=""  w ?l*2,k,"=",$g(@r@(k)),! d tree($na(@r@(k)),l+1)
 q
