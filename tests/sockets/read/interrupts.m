interrupts ; interrupts by the hundred while READ and WAIT are waiting lose no data
 n p,n,v,all,sum s p=$j,n=0,$zint="s n=n+1"
 d both^sk($c(10))
 zsystem "(while kill -USR1 "_p_" 2>/dev/null; do sleep 0.004; done) &"
 d tell^sk("go") s all=0,sum=0
 f  r v q:v="end"  s all=all+$l(v),sum=sum+$$sum^sk(v)#1000003
 u $p w "by READ: ",all," ",sum," interrupted: ",n>5,! s n=0
 u "s":nodelim d tell^sk("go") s all=""
 f  w /wait(9) r v:0 s all=all_v q:all["end"
 u $p w "by WAIT: ",$l(all)," ",$$sum^sk(all)," interrupted: ",n>5,! s n=0
 u "s" d tell^sk("go") r v#5000 u $p w "fixed: ",$l(v)," ",$$sum^sk(v)," interrupted: ",n>5,!
 s $zint="" q
