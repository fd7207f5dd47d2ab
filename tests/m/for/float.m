float ; fractional steps accumulate exactly
 n i,c,t
 s c=0 f i=0:.1:1 s c=c+1
 w c," ",i,!
 s c=0 f i=0:.01:1 s c=c+1
 w c," ",i,!
 s c=0,t=0 f i=1:-.125:0 s c=c+1,t=t+i
 w c," ",t,!
 f i=1E-5:1E-5:5E-5 w i," "
 w ! f i=1E10:1E9:1.3E10 w i," "
 w ! f i=999999998:1:1000000002 w i," "
 w ! f i=999999999999999998:1:1000000000000000001 w i," " q:i>1E18  s c=c+1 q:c>30
 w ! f i=2147483646:1:2147483649 w i," "
 w ! f i=-2147483647:-1:-2147483650 w i," "
 w ! f i=1/3:1/3:5/3 w i," "
 w ! f i=0:1E6:5E6 w i," "
 w !
