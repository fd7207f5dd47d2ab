flength ; $LENGTH: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $l("abc"),$l(""),$l(123),$l(-1.50)
 ;;w $l("a,b,c",","),$l("",","),$l("abc",""),$l("aXXbXX","XX"),$l("aaa","aa")
 ;;w $length(1E5)
 ;;w $l()
 ;;w $l(,",")
 ;;w $l("a","b","c")
 ;;w $l(zz)
 ;;w $zl("abc"),$zlength("a,b",",")
 ;;w $l(1E-10)
 ;;w $l("abc",zz)
