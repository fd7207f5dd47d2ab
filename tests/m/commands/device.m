device ; safe USE OPEN CLOSE on files
 s f="t.txt" o f:newversion u f w "line1",!,"line2",!,"last" c f
 o f:readonly u f r a,b,c u $p w a,"|",b,"|",c,! 
 u f r d u $p w d," ",$za,! c f
 o f:append u f w !,"more",! c f
 o f:readonly f i=1:1 u f r x q:$zeof  u $p w i,":",x,!
 u $p c f
 o f:(newversion:stream:nowrap) u f w $j("",10),"x",*65,!,?5,"y",! c f
 o f u f f  r x q:$zeof  u $p w "[",x,"]",! u f
 c f:delete u $p
 Do e("o f:readonly")
 Do e("u f")
 Do e("c f")
 w $io=$p,!
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
