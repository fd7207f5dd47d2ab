ffind ; $FIND: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $f("abcabc","b"),$f("abcabc","b",3),$find("abc","z")
 ;;w $f("abc",""),$f("abc","",2),$f("abc","",9),$f("","")
 ;;w $f("abc","a",0),$f("abc","a",-1),$f("abc","c",99)
 ;;w $f(123,2)
 ;;w $f("aaa","aa",2)
 ;;w $f("abc")
 ;;w $f(,"a")
 ;;w $f("a","a",1,2)
 ;;w $f("abc","b",1.9)
 ;;w $zfind("abc","c"),$zf("abc","c",4)
 ;;w $f("abc",zz)
