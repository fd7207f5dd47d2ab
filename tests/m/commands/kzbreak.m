kzbreak ; ZBREAK, ZSTEP, ZCONTINUE outside direct mode
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;zb nolab
 ;;zb ^norou
 ;;zb nolab^kzbreak
 ;;zsh "b"
 ;;d f
 ;;zb f:"w ""B""":2 d f,f
 ;;zsh "b"
 ;;zb f^kzbreak:"w 1"
 ;;zsh "b"
 ;;zb -*
 ;;zsh "b"
 ;;zb @"f:""w 7"""
 ;;d f
 ;;zb f:
 ;;zb
 ;;zb 1
 ;;zb f:zz
 ;;zb +1
 ;;zb f:"w (" d f
 ;;zb -*
 ;;zbreak f::2
 ;;zb -*
