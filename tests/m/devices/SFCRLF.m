SFCRLF ; carriage returns, form feeds and other controls when reading
 s f="a.txt" o f:(newversion:stream) u f w "dos"_$c(13,10)_"mac"_$c(13)_"x"_$c(12)_"ff"_$c(10,10)_"end"_$c(26)_$c(10) c f
 o f:readonly u f f i=1:1 r x q:$zeof  s x(i)=x,x(i,"a")=$x_","_$y
 u 0 zwr
 c f
 q
