SFUSEERR ; an error while a file is current: where the output goes
 s f="a.txt" o f:newversion
 s $et="w ""in trap on "",$s($io=$p:""principal"",1:$io),! s $ec="""""
 d a
 w "after a on ",$s($io=$p:"principal",1:$io),!
 u 0 w "io ok",! c f
 o f:readonly u f f i=1:1 r x q:$zeof  u 0 w i,":",x,! u f
 c f
 q
a u f s y=1/0
 q
