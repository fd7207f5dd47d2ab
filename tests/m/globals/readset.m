readset ; READ, FOR and other commands with globals
 n $et s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 r ^r w ^r,! r ^r(1):1 w $t,^r(1),! r *^r(2) w ^r(2),! r ^(3)#2 w ^(3),$r,! r @"^r(4)" w ^r(4),! s x="^(5)" r @x w $r,^(5),! r ^r(^r(6)) w 1
 r ^r(7),^(8) w ^r(7),^(8),!
 d e1,e2,e3,e4,e5
 zwr ^r
 q
e1 f ^r=1:1:3 w ^r
 q
e2 x "n ^r" q
e3 x "d f(.^r)" q
e4 x "s *^r=x" q
e5 x "f @""^r""=1:1:2 w 1" q
f(a) q
