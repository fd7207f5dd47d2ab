knew ; NEW: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s x=1 n x w $d(x)
 ;;s x=1 n (x) w $d(x)
 ;;n x,y w $d(x)
 ;;n x(1)
 ;;n ^x
 ;;n 1
 ;;n (x,1)
 ;;n ()
 ;;n
 ;;n @"x" w $d(x)
 ;;n @"x,y"
 ;;n (@"x",zl)
 ;;n $et w $et
 ;;n $es w $es
 ;;n $zt
 ;;n $h
 ;;n $ztrap
 ;;n $t
 ;;n $x
 ;;n $zyerror
 ;;n $zgbldir
 ;;n $etrap,$estack
 ;;n $zp
 ;;n:0 x
 ;;n x,
 ;;n x y
 ;;n *x
 ;;n "x"
 ;;n $ecode
 ;;n $zstrpllim
