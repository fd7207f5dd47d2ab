fences ;
 d e("zts  w $tl ztc  w $tl")
 d e("ztc")
 d e("zts  zts  w $tl ztc  ztc  w $tl ztc")
 d e("zts  s ^a=1 ztc 1 w $tl")
 d e("zts  zts  s ^a=1 ztc 2 ztc")
 d e("zts  zts  s ^a=1 ztc 0 ztc")
 d e("zts  ztc 2")
 d e("ztc")
 d e("zts  ztc -1")
 d e("ztc")
 d e("ztc 5")
 d e("ztc:0")
 d e("zts:0")
 d e("zts  tro")
 d e("ztc")
 d e("zts  ts")
 d e("ztc")
 d e("zts:1  ztc")
 d e("zts 1")
 d e("ts  d z tc")
 w "TL ",$tl,! tro:$tl
 q
z n $et s $et="w ""!z "",$p($zs,"","",3,9),! s $ec="""" q"
 zts
 q
e(zc) n $et s $et="w ""! "",$p($zs,"","",3,9),! s $ec="""" q" w zc," -> " x zc w " no error",! q
