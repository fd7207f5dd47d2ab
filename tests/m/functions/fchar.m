fchar ; $CHAR: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $c(65,66,67)
 ;;w $char(65.9)
 ;;w $l($c())
 ;;w $l($c(-1))
 ;;w $l($c(256))
 ;;w $a($c(255))
 ;;w $c("65x")
 ;;w $c(,65)
 ;;w $c(65,,66)
 ;;w $c(zz)
 ;;w $l($c(65,-1,66))
 ;;w $zch(65,66)
 ;;w $zchar(65)
 ;;w $l($zch(256))
 ;;w $l($zch(-1))
 ;;w $cha(65)
