newtraps ; NEW of $ETRAP $ESTACK and restoring
 s $et="w ""outer trap "",$p($zs,"","",3),! s $ec="""" q",$zyerror=""
 d a w "1 ",$l($et),! d b w "2 ",$l($et),! d c w "3 ",$l($et),!
 w $es," " d d w $es,! d f
 q
a n $et w "[",$et,"]" s $et="w ""changed"",!" q
b n $etrap s $et="q" n $et w $et," " s $et="h" q
c n $et,v s v=1,$et="w 3" d c2 w $et," " q
c2 n $et s $et="w 4" q
d w $es," " n $estack w $es," " d d2 w $es," " q
d2 w $es," " q
f n $et s $et="w ""f trap es="",$es,! g:$es=0 f9 q" n $es d f2 w "no" q
f2 w $es," " d f3 q
f3 w $es,! w 1/0 q
f9 s $ec="" w "f9",! q
