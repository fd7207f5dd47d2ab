kdo ; DO: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;d f
 ;;d f()
 ;;d f(1)
 ;;d f^kdo
 ;;d f+0^kdo
 ;;d f+1
 ;;d f+1()
 ;;d nolab
 ;;d ^norou
 ;;d nolab^kdo
 ;;d @"f"
 ;;d @"f^kdo"
 ;;d @"f(1)"
 ;;d @"f,f"
 ;;d f:0,f:1
 ;;d:0 f
 ;;d f(1):1
 ;;d f(.x)
 ;;d f(.x,1)
 ;;d f()()
 ;;d f(
 ;;d f(1
 ;;d f^
 ;;d ^
 ;;d 1
 ;;d +1^kdo:0
 ;;d @x
 ;;s x="f" d @x
 ;;s r="kdo" d f^@r
 ;;d @"f"^@r
 ;;d @"f":0
 ;;d f+zz
 ;;d f(,)
 ;;d f(.x(1))
 ;;d f(.^x)
 ;;d f(@x)
 ;;d f(.@x)
 ;;d f:zz
 ;;d
