queue ; a queue in a global: one process puts, three take, nothing is lost or taken twice
 new i,n
 for i=1:1:3 set n(i)=$$start^procaux("do take^queue("_i_")")
 for i=1:1:150 lock +^q set ^q($order(^q(""),-1)+1)=i lock -^q
 set ^q("end")=1
 for i=1:1:3 if $$end^procaux(n(i))'="" write "failed",!
 new k,c set (k,c)=0
 for i=1:1:150 set c=c+$get(^taken(i))
 write c," ",$order(^taken(""),-1)," ",$data(^q(1)),!
 quit
take(me) new k,done set done=0
 for  quit:done  do
 . lock +^q
 . set k=$order(^q("")) 
 . if k="end" set done=1
 . else  if k'="" set ^taken(^q(k))=$get(^taken(^q(k)))+1 kill ^q(k)
 . lock -^q
 quit
