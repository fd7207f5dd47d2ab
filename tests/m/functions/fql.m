fql ; $QL: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $ql("x"),$ql("x(1)"),$ql("x(1,2)"),$ql("^x(1)"),$ql("^
 ;;""a""
 ;;x(1,2)"),$ql("^[""a"",""b""]x(1)")
 ;;w $ql("")
 ;;w $ql("x(")
 ;;w $ql("x(1")
 ;;w $ql("1x")
 ;;w $ql("x(a)")
 ;;w $ql("x("""")")
 ;;w $ql("x(1)y")
 ;;w $ql("x(1,)")
 ;;w $ql("x(01)")
 ;;w $ql("x(-1)")
 ;;w $ql("x($c(1))")
 ;;w $qlength("^(1)")
 ;;w $ql(5)
 ;;w $qs("x(1,2)",0),$qs("x(1,2)",1),$qs("x(1,2)",2),$qs("x(1,2)",3)
 ;;w $qs("x(1)",-1),"
 ;;",$qs("^
 ;;""e""
 ;;x(1)",-1),$qs("^
 ;;""e""
 ;;x(1)",0)
 ;;w $qs("x(1)",-2)
 ;;w $qs("x(""a""""b"")",1)
 ;;w $qs("x($c(65,66)_""q"")",1)
 ;;w $qs("x(1",1)
 ;;w $qs("",0)
 ;;w $qsubscript("x(1)",1)
 ;;w $qs("x(1)")
 ;;w $qs("x(1)","1z")
 ;;w $ql(zz)
 ;;w $qs("^x(1.5,-2)",2)
 ;;w $qs("x(1E5)",1)
 ;;w $ql("x(""a"")"),$ql("%x(1)"),$ql("x.y(1)")
