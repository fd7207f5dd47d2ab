ftrans ; $TRANS: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $tr("abc","ab","xy"),$translate("abc","ab"),$tr("abc","abc","x")
 ;;w $tr("abc","","x"),$tr("","a","b"),$tr("aabb","ab","ba"),$tr("aaa","aa","xy")
 ;;w $tr("abc")
 ;;w $tr("abc",)
 ;;w $tr("abc","a",)
 ;;w $tr(123,2,9)
 ;;w $tr("abc","b",zz)
 ;;w $ztr("abc","a","z"),$ztranslate("abc","b")
 ;;w $tr("a","b","c","d")
