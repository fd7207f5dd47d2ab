fdata ; $DATA: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $d(x),$d(x(1)),$d(x(1,1)),$d(x(2))
 ;;w $data(y)
 ;;w $d(x("a"))
 ;;w $d(@"x")
 ;;w $d(@"x(1)"@(1))
 ;;w $d(1)
 ;;w $d("x")
 ;;w $d()
 ;;w $d(x,1)
 ;;w $d($x)
 ;;w $d(^x)
 ;;s ^x(1)=1 w $d(^x),$d(^x(1)),$d(^(2)) k ^x
 ;;w $d(x(""))
 ;;w $d(x(1,"",2))
 ;;w $d(^x(""))
 ;;w $zdata(x),$zd(x(1))
 ;;s *al=x w $zdata(x),$zdata(al),$zdata(al(1))
 ;;k *al w $zdata(x)
 ;;s *x("c")=y w $zdata(x("c"))
 ;;w $zdata(q)
 ;;w $data(^
 ;;"nosuch.gld"
 ;;x)
