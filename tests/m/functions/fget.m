fget ; $GET: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $g(x),$get(nope),$g(nope,5)
 ;;w $g(x(1)),$g(x(9),"d")
 ;;w $g(nope,inc)
 ;;w $g(x,1/0)
 ;;w $g(nope,1/0)
 ;;w $g(@"x"),$g(@"nope",2)
 ;;w $g(@"x(1)"@(1),"z")
 ;;s ^x(1)=1 w $g(^x(1)),$g(^(2),"n"),$g(^x) k ^x
 ;;w $g(5)
 ;;w $g()
 ;;w $g($x)
 ;;w $g(x,1,2)
 ;;w $g(x(""))
 ;;w $g(nope,nope2)
