gotoout ; leaving loops by GOTO and errors
 n i,j,$et s $et="d h s $ec="""" q"
 f i=1:1:5 g a:i=3 w i," "
a w "a i=",i,! f i=1:1:3 f j=1:1:3 g b:i*j=4
b w "b ",i,j,!
 d c w "after c",!
 f i=1:1:3 d d
 w "after d ",i,!
 f i=1:1:3 d e w "e",i," "
 w !
 s i=0
l s i=i+1 f j=1:1:3 w j," " g l:(j=2)&(i<3)
 w "done ",i,j,!
 q
c f i=1:1:3 w i w:i=2 1/0
 w "not here",! q
d f j=1:1 g dd:j>i
dd w "dd",j," " q
e w:i=2 zzz
 q
h w "<",$p($zs,",",3),">" q
