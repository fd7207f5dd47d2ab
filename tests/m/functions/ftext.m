ftext ; $TEXT: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $t(t),"
 ;;",$t(+0),"
 ;;",$t(t^ftext)
 ;;w $text(t+1)
 ;;w $t(nolabel),$t(+999)
 ;;w $t(^nosuchroutine)
 ;;w $t(t+1^ftext)
 ;;w $t(@"t")
 ;;w $t(@"t+1^ftext")
 ;;w $t(@"+1")
 ;;w $t(t+zz)
 ;;w $t()
 ;;w $t(t,1)
 ;;w $t(+-1)
 ;;w $t(t-1)
 ;;w $t(+1.9)
 ;;w $t("t")
 ;;w $t(1)
 ;;w $t(@"")
 ;;w $t(t+"1a")
 ;;s r="ftext" w $t(+1^@r)
 ;;s l="t" w $t(@l+0^@r)
 ;;w $l($t(+1^%))
