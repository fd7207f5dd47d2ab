ERRNEW ; variables NEWed in the frames that an error unwinds come back
 s a="outer",b="outer",$et="d h"
 d f
 w a," ",b," ",$d(c),!
 q
f n a,b s a="f",b="f",c=1 d g
 q
g n a,c s a="g",c=2 s x=1/0
 q
h w "in trap: ",a," ",b," ",c,! s $ec=""
 q
