ZTZGOTO ; ZGOTO from a trap to a label at a given level
 s lev=$zl,$zt="zg lev:handler"
 d a
 w "not reached",!
 q
a d b q
b x "s x=1/0"
 q
handler w "handler at ",$zl," ",$zs,!
 s $zt="zg lev:h2^ZTZGOTO"
 d a
 q
h2 w "h2 ",$zl,! s $zt=""
 zg 1
