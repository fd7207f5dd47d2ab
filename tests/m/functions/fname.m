fname ; $NAME: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $na(x),$name(x(1,"a")),$na(^x(1)),$na(^
 ;;"a"
 ;;x(1))
 ;;w $na(x(1,2,3),0),$na(x(1,2,3),1),$na(x(1,2,3),99)
 ;;w $na(x(1),-1)
 ;;w $na(@"x"),$na(@"x(1)"@(2,"q"))
 ;;w $na(x("a""b")),$na(x($c(1))),$na(x(1.50)),$na(x("01"))
 ;;s ^x(1,2)=1 w $na(^(3)),$na(^(3,4),1) k ^x
 ;;w $na(x(""))
 ;;w $na(5)
 ;;w $na()
 ;;w $na(x,"1a")
 ;;w $na(x(zz))
 ;;w $na(^x(1),zz)
 ;;w $na(x(1E10,1E25,-.5))
 ;;w $na(x(1),)
 ;;w $na(^x("a","b"),1.9)
