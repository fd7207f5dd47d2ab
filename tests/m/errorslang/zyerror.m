zyerror ; $ZYERROR and $ZERROR
 s $zyerror="yerr^zyerror",$et="w ""trap "",$ze,! s $ec="""" q"
 d a w "back",! s $zyerror="" d a w "back2",!
 s $zyerror="nolabel" d a w "back3",!
 q
a w 1/0 q
yerr s $ze="custom:"_$p($zs,",",3) q
