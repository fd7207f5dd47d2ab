fnext ; $NEXT: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s x(1)=1,x(5)=1 w $n(x(-1)),$n(x(1)),$n(x(5)),$next(x(""))
 ;;w $n(x)
 ;;w $n(^x(-1))
 ;;s ^x(3)=1 w $n(^x(-1)),$n(^x(3)) k ^x
 ;;w $n(x("a"))
 ;;s x("s")=1 w $n(x(5)),$n(x("s"))
 ;;w $n(5)
 ;;w $n()
