rollback ; TROLLBACK
 s ^a=1,x=1 ts  s ^a=2,^b=3,x=2 w ^a,^b tro  w $tl,^a,$d(^b),x,!
 ts  s ^a(1)=1 ts  s ^a(2)=2 ts  s ^a(3)=3 w $tl tro -1 w $tl,$d(^a(3)),$d(^a(2)) tro 1 w $tl,$d(^a(2)),$d(^a(1)) tc  w $tl,! zwr ^a
 ts  ts  s ^a=9 tro  w $tl,^a,!
 ts  k ^a w $d(^a) tro  w $d(^a),!
 ts  s ^a(5)=$i(^a(6),7) zwr ^a tro  zwr ^a
 ts  m ^c=^a w $d(^c) tro:1  w $d(^c),!
 ts  tro:0  w $tl tro  w $tl,!
 ts  ts  tro -2 w $tl,!
 ts  s x=99 tro  w x,!
 DO e("tro")
 DO e("tro 1")
 DO e("ts  tro 5")
 w $tl tro:$tl  w $tl,!
 DO e("ts  ts  tro -3")
 tro:$tl
 DO e("ts  tro ""x""")
 tro:$tl  k ^a w $tl,!
 q
e(zc) n $et s $et="tro:$tl  w ""! "",$p($zs,"","",3,99),! s $ec="""" q" w zc," -> " x zc w ! q
