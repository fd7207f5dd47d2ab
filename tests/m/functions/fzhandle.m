fzhandle ; $ZHANDLE: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $zahandle(x)=$zahandle(x)
 ;;s *y=x w $zahandle(x)=$zahandle(y)
 ;;w $zahandle(x(1))
 ;;s *x(2)=y w $zahandle(x(2))=$zahandle(y)
 ;;w $zahandle(5)
 ;;w $zahandle()
 ;;w $zah(x)=$zahandle(x)
 ;;w $zahandle(^x)
 ;;w $zahandle(@"x")=$zahandle(x)
