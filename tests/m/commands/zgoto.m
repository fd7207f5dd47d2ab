zgoto ; ZGOTO
 n $et
 w "level ",$zl,!
 d a
 w "back at main ",$zl,!
 d b
 w "main again ",$zl,!
 s l=$zl d c
 w "bad",!
there w "there ",$zl,! 
 d d w "after d ",$zl,!
 do e("zg 99")
 do e("zg -1 w ""x""")
 do e("zg zz")
 do e("zg 1:nosuch")
 q
a d a2 w "bad a",! q
a2 w "in a2 ",$zl,! zg $zl-2
b d b2 w "b after b2",! q
b2 w "in b2 ",! zg $zl-1
c d c2 w "bad",!
c2 zg l:there
d zg $zl:d2 w "bad",!
d2 w "d2 ",$zl,! zgoto:0 1 q
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
