ztrap2 ; $ZTRAP with NEW and nested levels
 n $zt s $zt="g main"
 d a w "back",!
 d c
 w "bad",!
main w "main ",$zl," ",$p($zs,",",3),! s $ec=""
 s $zt="g main2" x "w zz"
 w "bad",!
main2 w "main2 ",$zl,! s $ec=""
 n $zt s $zt="g main3" s x=$$f
 w "bad",!
main3 w "main3 ",$zl,! s $ec="",$zt=""
 n $et s $et="w ""etrap "",$zt,! s $ec="""" q"
 d e w "e done",!
 q
a n $zt s $zt="g ae" d b w "a after b",! q
ae w "ae ",$zl,! s $ec="" q
b w 1/0 q
c d d w "bad" q
d w "d",$zl,! w zz q
f() q zz
e w zz q
