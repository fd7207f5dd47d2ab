gcdlcm ; number theory helpers
 n a,b
 f a=12,100,17,0,270 f b=18,75,5,8,192 w "gcd(",a,",",b,")=",$$gcd(a,b)," lcm=",$$lcm(a,b),!
 w "pow mod: ",$$pm(3,200,1000007),!
 w "digits sum: ",$$ds(987654321),!
 w "reverse: ",$$rv(120034),!
 w "perfect:" f a=2:1:500 w:$$perf(a) " ",a
 w !,"collatz 27: ",$$col(27),!
 w "sqrt newton 2: ",$$sq(2),!
 w "sqrt newton 144: ",$$sq(144),!
 w "pi leibniz: ",$j($$pi(200),0,6),!
 w "e: ",$$ee(),!
 q
gcd(a,b) q $s(b=0:a,1:$$gcd(b,a#b))
lcm(a,b) n g s g=$$gcd(a,b) q $s(g=0:0,1:a*b\g)
pm(b,e,m) n r s r=1 f  q:'e  s:e#2 r=r*b#m s b=b*b#m,e=e\2
 q r
ds(n) n t s t=0 f  q:n=0  s t=t+(n#10),n=n\10
 q t
rv(n) q +$re(n)
perf(n) n i,t s t=1 f i=2:1:n\2 s:n#i=0 t=t+i
 q t=n
col(n) n c f c=0:1 q:n=1  s n=$s(n#2:3*n+1,1:n\2)
 q c
sq(n) n x,i s x=n f i=1:1:30 s x=(x+(n/x))/2
 q x
pi(n) n s,i s s=0 f i=0:1:n s s=$s(i#2:s-(4/(2*i+1)),1:s+(4/(2*i+1)))
 q s
ee() n t,s,i s t=1,s=1 f i=1:1:25 s t=t/i,s=s+t
 q s
