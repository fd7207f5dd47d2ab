SFXY ; $X and $Y: format controls, long lines, setting them, different devices
 w "abc" s a=$x,b=$y w !,"x=",a," y=",b>0,!
 s f="a.txt" o f:newversion u f
 w "12345" d p w ! d p w "ab",?10 d p w ?5 d p w # d p w *65,*10,*66 d p w $c(13,10,8,9) d p w !! d p w "x",!!,"yy" d p
 s $x=20 d p w ?25,"z" d p s $y=7 d p w ! d p s $x=-1 d p s $x=300 d p s $x="3abc" d p
 w ?0,?-5,"q" d p w !?3,"r" d p w #!,?2,"s" d p
 u 0 f i=1:1:n w i,": ",v(i),!
 c f o f:(readonly:fixed:recordsize=200) u f r l u 0 f i=1:1:$l(l) w $a(l,i),$s(i#25:" ",1:$c(10))
 w ! q
p s n=$g(n)+1,v(n)=$x_","_$y q
