fquery ; $QUERY: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s x(1)=1,x(1,2)=1,x("a")=1 w $q(x),$q(x(1)),$q(x(1,2)),$q(x("a"))
 ;;w $query(x("")),$q(x(1,""))
 ;;w $q(nope),$q(nope(1))
 ;;w $q(x,1),$q(x("a"),-1),$q(x(1,2),-1),$q(x(1),-1),$q(x,-1)
 ;;w $q(x(""),-1)
 ;;w $q(x,0)
 ;;w $q(x,2)
 ;;s ^x(1)=1,^x(2,"b")=1 w $q(^x),$q(^x(1)),$q(^x(2)),$q(^x(2,"b")) k ^x
 ;;w $q(@"x")
 ;;w $q(@"x"@(1))
 ;;w $q(5)
 ;;w $q()
 ;;w $q(x(1,2,3))
 ;;s x="top" w $q(x(1),-1)
