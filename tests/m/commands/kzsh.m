kzsh ; ZSHOW: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;zsh "x"
 ;;zsh ""
 ;;zsh 1
 ;;zsh
 ;;zsh "l":z w $d(z)
 ;;zsh "b"
 ;;zsh "s":z w $d(z("S"))
 ;;zsh "c"
 ;;zsh "a":z w $d(z)
 ;;zsh "v":1
 ;;zsh @"""l"""
 ;;zsh zz
 ;;zsh:0 "v"
 ;;zsh "L"
 ;;zsh "v":
 ;;zsh "lb"
 ;;zsh "S":zz w $d(zz)
 ;;zsh "n"
