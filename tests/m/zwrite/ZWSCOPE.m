ZWSCOPE ; ZWRITE with NEW, exclusive NEW, formal parameters by reference, unset parameters
 s a=1,b(1)=2,c=3
 d s(.a,.b,c)
 zwr
 q
s(x,y,z,u) n c zwr  w "--",!
 s x(1)="x1",u=1 k y zwr  w "--",!
 n (x) zwr  s new=1 zwr
 q
