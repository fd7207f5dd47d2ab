fzgetjpi ; $ZGETJPI: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $zgetjpi("","ISPROCALIVE")
 ;;w $zgetjpi($j,"ISPROCALIVE")
 ;;w $zgetjpi(99999999,"ISPROCALIVE")
 ;;w $zgetjpi("","CPUTIM")>-1
 ;;w $zgetjpi("","UTIME")>-1,$zgetjpi("","STIME")>-1,$zgetjpi("","CSTIME"),$zgetjpi("","CUTIME"),$zgetjpi("","CCPUTIM")
 ;;w $zgetjpi("","BAD")
 ;;w $zgetjpi("")
 ;;w $zgetjpi()
 ;;w $zgetjpi("a","CPUTIM")>-1
 ;;w $zgetjpi(0,"ISPROCALIVE")
 ;;w $zgetj("","isprocalive")
 ;;w $zgetjpi(-1,"ISPROCALIVE")
 ;;w $zgetjpi(1,"ISPROCALIVE")
 ;;w $zgetjpi($j,"cputim")>-1
 ;;w $zgetjpi("","ISPROCALIV")
