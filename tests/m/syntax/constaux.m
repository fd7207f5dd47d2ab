constaux ; constant expressions that are out of range
 w 1E46*10
 w 1E46*10 w 1
 w 1E46*10,a
 w 1E46*10+a
 w (1E46*10)
 w $l(1E46*10)+1 w a
 w 1E46*"100000"  w a
 w 1+(1E46*10) w a
 w a+(1E46*10) w a
 w:1E46*10 a
 s a=(-2)**.5 s b=1
 d f(1E46*10,(-2)**.5)
 f i=1:1:1E46*10 w 1
 w -"1E50" w a
 w +"1E50" w a
 w "1E50">1 w a
 w "1E50"="x" w a
 w "1E50"_1 w a
 w "1E50"?1A w a
 w a!"1E50" w a
 w 0**-1,1/0,1#0,1\0
 w (-8)**(1/3) w a
 s $p(a,",",1E46*10)=1 w a
 w a?@(1E46*10) w a
 h 1E46*10 w a
 w $o(a(1E46*10)) w a
 w 1E46*10,1E46*10
 w 1E46*10)
 w "a"?1X
 q
