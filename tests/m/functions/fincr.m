fincr ; $INCR: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $i(x)," ",$increment(x,2)," ",x
 ;;w $i(nope),nope
 ;;w $i(x,-.5)
 ;;w $i(x(1),"3a")
 ;;w $i(^x),$i(^x(1),5),^x(1) k ^x
 ;;s x="abc" w $i(x)
 ;;w $i(x,"q")
 ;;w $i(5)
 ;;w $i(x,zz)
 ;;w $i(@"x")
 ;;w $i(x,1E46),$i(x,9E46)
 ;;w $zincr(x)
 ;;w $zincrement(x)
 ;;w $i(x(""))
 ;;w $i()
 ;;w $i(x,)
 ;;k x w $i(x,$i(x))
