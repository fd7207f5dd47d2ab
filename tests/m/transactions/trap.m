trap ; error traps inside transactions
 n $et s $et="d h",x=1
 d t1 w "tl ",$tl,! d t2 w "tl ",$tl,! d t3 w "tl ",$tl,^e,!
 k ^e q
t1 ts  s ^e=1 w 1/0 tc  w "no" q
t2 ts  ts  s ^e=2 w zz tc  tc  q
t3 n $et s $et="s $ec="""" g t3x" ts  s ^e=3 w zz
 q
t3x w "commit " tc  q
h w "trap ",$tl," ",$p($zs,",",3)," ",$d(^e),! tro:$tl  s $ec="" q
