newerr ; NEW errors and odd forms
 D e("n a(1)")
 D e("n 1")
 D e("n ^a")
 D e("n (a(1))")
 D e("n ()")
 D e("n (a,a) w $d(a)")
 D e("n a,a w $d(a)")
 D e("n $h")
 D e("n $zs")
 D e("n $et w $et")
 D e("n $es w $es")
 D e("n @""""")
 D e("n @""(a)"" w ""ok""")
 D e("n a c")
 D e("n:zz a")
 D e("n $test")
 D e("n $zt w $zt")
 D e("n $x")
 D e("n $zyerror")
 D e("n $zgbldir w $zgbldir=""""")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
