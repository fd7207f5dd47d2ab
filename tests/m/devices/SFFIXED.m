SFFIXED ; FIXED records: padding, splitting, reading whole and in parts
 s f="a.dat" o f:(newversion:fixed:recordsize=10) u f
 w "abc",! s x1=$x,y1=$y w "0123456789AB",! s x2=$x,y2=$y w "tail"
 c f w x1,",",y1," ",x2,",",y2,!
 o f:(readonly:fixed:recordsize=10) u f f i=1:1:5 r l(i) q:$zeof
 u 0 zwr l c f
 o f:readonly u f r raw u 0 w $l(raw),"[",raw,"]",! c f
 o f:(readonly:fixed:recordsize=10) u f r a#3,b#4,c,d#20 u 0 zwr a,b,c,d c f
 o f:(newversion:fixed:recordsize=5:pad=42) u f w "ab",!,"cdefgh",! c f
 o f:readonly u f r raw u 0 w raw,! c f
 o f:(readonly:fixed:recordsize=7) u f r a,b u 0 zwr a,b c f
 q
