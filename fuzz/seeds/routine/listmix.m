listmix ; FOR argument lists with side effects
 n i,n s n=0
 f i=$i(n),$i(n):$i(n):$i(n)+6,$i(n) w i," "
 w "n=",n,! f i=1:1:3,n:-2:0,"s" w i," " s n=n+1
 w ! f i=1:1:2,1:1 q:i>4  w i," "
 w ! k i f i="x" w $d(i),i,! 
 f i=1:1:3 f i=10:1:11 w i," "
 w "=>",i,! f i=1:1:3 d in w i," "
 w ! f i=1:1:0,5,2:-1:5,7 w i," "
 w "=>",i,!
 f %=1:1:3 w %
 w ! f i=-1:.5:1 w i," "
 w ! f i=1E3:-250:0 w i," "
 w ! f i="1E1":1:12 w i," "
 w !
 q
in n i s i=99 q
