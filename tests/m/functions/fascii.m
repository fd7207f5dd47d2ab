fascii ; $ASCII: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $a("abc"),$ascii("abc",2)
 ;;w $a(""),$a("abc",0),$a("abc",-1),$a("abc",4),$a("abc",1.9)
 ;;w $a("abc","2x")
 ;;w $a(255),$a(1E3,4)
 ;;w $A($C(200))
 ;;w $a()
 ;;w $a(,1)
 ;;w $a("a",1,2)
 ;;w $a(zz)
 ;;w $asc("a")
 ;;w $ascii("a",1E10)
 ;;w $za("abc",2)
 ;;w $zascii("abc",-1)
 ;;w $zascii("")
 ;;w $a("abc",)
