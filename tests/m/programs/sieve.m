sieve ; primes
 n i,j,s,c,p s p=200 f i=2:1:p s s(i)=1
 f i=2:1 q:i*i>p  i s(i) f j=i*i:i:p s s(j)=0
 s c=0 f i=2:1:p i s(i) s c=c+1 w $j(i,4) w:c#12=0 !
 w !,c,! f i=1:1:20 w:$$prime(i) i," "
 w ! f i=12,97,360,1001,65536,123456 w i,"=",$$fac(i)," divisors ",$$div(i),!
 w "twin:" f i=3:2:100 w:$$prime(i)&$$prime(i+2) " ",i
 w ! s s="" f i=2:1:30 s:$$prime(i) s=s_i_"," 
 w $e(s,1,$l(s)-1),!
 q
prime(n) q:n<2 0 n i f i=2:1 q:i*i>n  i n#i=0 q
 q $s(i*i>n:1,1:0)
fac(n) n f,s s s="",f=2 f  q:n=1  d
 . i n#f=0 s s=s_$s(s="":"",1:"*")_f,n=n\f q
 . s f=f+1
 q s
div(n) n i,c s c=0 f i=1:1 q:i*i>n  i n#i=0 s c=c+1+(i*i'=n)
 q c
