ecode ; user errors by SET $ECODE
 n $et s $et="w $ec,""|"",$zs,""|"",$st(-1),! s $ec="""" q"
 d a w "next",! d b w "next",! d c w "next",! d d w "next",!
 d e w "next",!
 q
a s $ec=",U1," w "bad" q
b s $ec=",U1,U2," w "bad" q
c s $ec=",UCUSTOM-TEXT," q
d s $ec=",M99," q
e n $et s $et="w ""inner "",$ec,! s $ec=$ec_""U5,"" q" w 1/0 q
