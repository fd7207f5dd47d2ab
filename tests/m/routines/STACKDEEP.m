STACKDEEP ; endless recursion gives an error that can be trapped
 s $et="g trap"
 d r(1)
 q
r(n) d r(n+1) q
trap s $et="" w $p($zs,",",3,9)," ",$st>1000,! zg 1:on
on s $ec="" w "level ",$zl,!
 q
