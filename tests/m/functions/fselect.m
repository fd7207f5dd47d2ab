fselect ; $SELECT: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $s(1:"a",1/0:2)
 ;;w $s(0:"a",1:"b")
 ;;w $select(0:1)
 ;;w $s("abc":1,1:2)
 ;;w $s(zz:1,1:2)
 ;;w $s(1:zz)
 ;;w $s()
 ;;w $s(1)
 ;;w $s(1:2,)
 ;;w $s(1:2:3)
 ;;w $s(a:1,1:2)
 ;;w $s($s(0:1,1:0):"x",1:$s(1:"y"))
