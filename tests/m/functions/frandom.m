frandom ; $RANDOM: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $r(1)
 ;;w $r(0)
 ;;w $r(-5)
 ;;w $r("a")
 ;;w $random(1)
 ;;w $r(1.9)
 ;;w $r()
 ;;w $r(1,2)
 ;;s x=$r(10) w x<10,x>-1
 ;;w $r(zz)
