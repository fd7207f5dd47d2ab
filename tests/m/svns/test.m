test ; $TEST
 WRITE "$T => ",$T,!
 WRITE "$test => ",$test,!
 i 0 w "x"
 WRITE "$t => ",$t,!
 i 1
 WRITE "$TEST => ",$TEST,!
 Do e("s $t=1")
 Do e("s $test=0")
 Do e("n $t")
 Do e("k $t")
 Do e("w $tes")
 Do e("w $te")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
