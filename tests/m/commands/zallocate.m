zallocate ; ZALLOCATE ZDEALLOCATE
 za a w $t,! k x zsh "l":x zwr x
 zallocate b(1):0 w $t,! k x zsh "l":x zwr x
 za a k x zsh "l":x zwr x
 l c k x zsh "l":x zwr x
 l  k x zsh "l":x zwr x
 zd a k x zsh "l":x zwr x
 zdeallocate b(1) k x zsh "l":x w $d(x("L")),!
 za (d,e):1 k x zsh "l":x zwr x
 zd  k x zsh "l":x zwr x
 l f za f k x zsh "l":x zwr x
 l -f k x zsh "l":x zwr x
 zd
 zd nosuch w "ok",!
 D e("za")
 D e("za 1")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
