forder ; $ORDER: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s x("a")=1,x("b")=1,x(3)=1 w $o(x("")),$o(x(3)),$o(x("a")),$o(x("b"))
 ;;w $order(x(""),-1),$o(x("b"),-1),$o(x(-9),-1)
 ;;w $o(x(""),1),$o(x(""),"1a")
 ;;w $o(x(""),0)
 ;;w $o(x(""),2)
 ;;w $o(x(""),zz)
 ;;w $o(x)
 ;;w $o(x,-1)
 ;;w $o(^%x),$o(^x(""))
 ;;s ^x(1)=1,^xx=1 w $o(^x),$o(^xx),$o(^xx,-1),$o(^w) k ^x,^xx
 ;;w $o(x("",1))
 ;;w $o(nope(1)),$o(nope)
 ;;w $o(@"x("""")")
 ;;w $o(@"x"@(""))
 ;;w $o(x(3,""))
 ;;w $o(5)
 ;;w $o()
 ;;w $zp(x("")),$zprevious(x("b"))
 ;;w $zp(^x(""))
 ;;w $o(x(""),)
 ;;w $o(x("b"_1))
