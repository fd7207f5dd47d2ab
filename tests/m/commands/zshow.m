zshow ; ZSHOW
 n a,b s a=1,b("x")="y"
 zsh "v"
 w "--",!
 zshow "V":c zwr c
 k c s c=1 zsh "v":c("k") k c(1) zwr c
 k c
 d lev1
 zsh:0 "V" zsh "" w "none",!
 zsh "s":d zwr d
 Do e("zsh ""x""")
 Do e("zsh 1")
 Do e("zsh ""q""")
 Do e("zsh zz")
 Do e("zsh ""v"":1")
 q
lev1 d lev2 q
lev2 zsh "s" zsh "S":^zs zwr ^zs k ^zs
 q
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
