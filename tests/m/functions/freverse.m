freverse ; $REVERSE: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $re("abc"),$reverse(123),$re("")
 ;;w $re()
 ;;w $re("a","b")
 ;;w $re(zz)
 ;;w $re(1E3)
 ;;w $re("a"_$c(0)_"b")="b"
