SFBASIC ; sequential file: write, read lines to the end, $ZEOF, $X and $Y of each device
 s f="a.txt" o f:newversion u f w "line 1",!,"line 2",?10,"x",!,"no end"
 u 0 w $zeof," " u f w:0 "" s x=$x,y=$y u 0 w "x=",x," y=",y,!
 c f
 o f:readonly u f s n=0
 f  r l q:$zeof  s n=n+1,l(n)=l,l(n,"x")=$x,l(n,"y")=$y
 s last=l,xl=$x,yl=$y
 u 0 zwr l,last,n,xl,yl
 s $et="u 0 w $p($zs,"","",3,4),! s $ec="""""
 d more c f
 q
more u f r again u 0 w "[",again,"] ",$t,! q
