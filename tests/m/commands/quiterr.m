quiterr ; QUIT errors
 D e("s x=$$noval")
 D e("d val")
 D e("s x=$$noval()")
 D e("d val()")
 D e("w $$fall")
 D e("q 1")
 D e("s x=$$und")
 D e("s x=$$noparm(1)")
 D e("d noparm(1)")
 D e("d one(1,2)")
 D e("s x=$$one")
 D e("d one() w ""ok""")
 D e("s x=$$nosuch")
 D e("d nosuch")
 D e("d nosuch^quiterr")
 D e("d ^nosuchrtn")
 D e("w $$x^nosuchrtn()")
 q
noval q
val q 5
fall w "fall "
 q
und q zz
noparm q
one(x) q:$q $d(x) w "one ",$d(x)," " q
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
