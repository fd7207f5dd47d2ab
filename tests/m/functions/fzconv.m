fzconv ; $ZCONV: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $zco("aBc","U"),$zconvert("aBc","l"),$zco("hello world","T")
 ;;w $zco("abc","X")
 ;;w $zco("abc")
 ;;w $zco("abc","U","X")
 ;;w $zco("abc","UTF-8","UTF-16")
 ;;w $zco("","U")
 ;;w $zco(123,"u")
 ;;w $zco("abc",zz)
 ;;w $zco("abc","upper")
 ;;s c="Q" w $zco("a",c)
 ;;w $zco()
