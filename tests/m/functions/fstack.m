fstack ; $STACK: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $st,$st(-1)>0,$st(0)
 ;;w $st(1),"/",$st(99),$st(-2)
 ;;w $st(1,"PLACE")
 ;;w $st(1,"mcode")
 ;;w $st(1,"ECODE")
 ;;w $st(1,"BAD")
 ;;w $stack(0,"PLACE")
 ;;w $st(99,"PLACE")
 ;;w $st("a")
 ;;w $st(1,1)
 ;;w $st()
 ;;w $stack(1,zz)
 ;;w $st(,"PLACE")
 ;;w $es,$estack
