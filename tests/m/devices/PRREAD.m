PRREAD ; the principal device from a pipe: READ of lines to the end, $X and $Y, prompts
 w $zeof,!
 r "prompt: ",a,! w "[",a,"]",$x,!
 r !,?3,"p2 ",b w "[",b,"] ",$x,!
 r c,d,e w "[",c,"][",d,"][",e,"] ",$zeof,!
 s $et="w $p($zs,"","",2,9),! s $ec="""""
 d more
 d more
 w "end",!
 q
more r f w "f=",f,"|",$zeof,!
 r f w "f=",f,"|",$zeof,!
 q
