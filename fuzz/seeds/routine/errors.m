errors ; transaction errors
 DO e("tc")
 DO e("tro")
 DO e("tre")
 DO e("ts  q:1")
 DO e("tc:1")
 DO e("ts (a")
 DO e("ts (a,b c")
 DO e("ts ():foo")
 DO e("ts ():t=")
 DO e("ts 1")
 DO e("ts ^a")
 DO e("ts (a(1))")
 DO e("ts  tc  w $tl")
 DO e("ts  w zz")
 w $tl,! tro:$tl
 DO e("d lev")
 w $tl,! tro:$tl
 DO e("ts  h 0 tc  w ""ok""")
 DO e("ts  ts  tc  tc  tc")
 w $tl,! tro:$tl
 DO e("tcommit 1")
 DO e("trestart 1")
 DO e("w $tl,$tr")
 DO e("s $tl=1")
 DO e("s $tr=1")
 q
lev ts  s ^z=1
 q
e(zc) n $et s $et="tro:$tl  w ""! "",$p($zs,"","",3,99),! s $ec="""" q" w zc," -> " x zc w ! q
