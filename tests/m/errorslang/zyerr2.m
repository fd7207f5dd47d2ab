zyerr2 ; $ZYERROR routines step by step
 n zs f zs=1:1:4 d step(zs)
 q
step(n) n $et s $et="w ""trap "",$ze,! s $ec="""" q"
 s $zyerror=$p("yerr^zyerr2,,yerr2^zyerr2,yerr+0^zyerr2",",",n) d a w n," done",! q
a w 1/0 q
yerr s $ze="custom:"_$p($zs,",",3) q
yerr2 w "in yerr2 " s $ze="two" q
