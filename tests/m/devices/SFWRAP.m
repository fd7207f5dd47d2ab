SFWRAP ; WRAP and WIDTH, RECORDSIZE on stream and variable files
 s f="a.txt"
 o f:(newversion:recordsize=10:wrap) u f w "0123456789abcdefghijKLM",!,"xy",! s x=$x,y=$y c f w x,",",y,! d show
 o f:(newversion:recordsize=10:nowrap) u f w "0123456789abcdefghijKLM",!,"xy",! c f d show
 o f:(newversion:stream:recordsize=10:wrap) u f w "0123456789abcdefghijKLM",!,"xy",! c f d show
 o f:(newversion:stream:recordsize=10:nowrap) u f w "0123456789abcdefghijKLM",!,"xy",! c f d show
 o f:(newversion:variable:recordsize=10) u f w "0123456789abcdefghijKLM",!,"xy",! c f d show
 o f:newversion u f:(width=5:wrap) w "0123456789abc",!,?8,"z",! c f d show
 o f:newversion u f:(width=5:nowrap) w "0123456789abc",! c f d show
 q
show n l,i o f:readonly u f f i=1:1 r l q:$zeof  u 0 w i,":",l,! u f
 c f w "--",! q
