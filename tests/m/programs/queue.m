queue ; queue simulation with a fixed generator
 n seed,clock,q,served,wait,maxq,next,free,n s seed=42,(clock,served,wait,maxq)=0,next=3,free=0
 f clock=1:1:60 d arrive:clock=next,serve
 w "served ",served," waited ",wait," max queue ",maxq," left ",$$len(),!
 w "average ",$j(wait/served,0,3),!
 q
rnd(m) s seed=seed*1103515245+12345#2147483648 q seed\65536#m
arrive n k s k=$o(q(""),-1)+1,q(k)=clock,next=clock+1+$$rnd(4) s:$$len()>maxq maxq=$$len()
 w "t",clock," arrive ",k,! q
serve n k q:clock<free  s k=$o(q("")) q:k=""  s wait=wait+clock-q(k),served=served+1,free=clock+1+$$rnd(5) k q(k)
 w "t",clock," serve ",k," until ",free,! q
len() n k,c s k="" f c=0:1 s k=$o(q(k)) q:k=""
 q c
