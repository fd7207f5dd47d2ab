fzcoll ; $ZCOLL: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $zcollate("abc",0),$zcollate(5,0)=$c(193,82)
 ;;w $l($zcollate(5,0)),$l($zcollate("a",0)),$l($zcollate("",0))
 ;;w $zcollate("abc",1)
 ;;w $zcollate("abc",256)
 ;;w $zcollate("abc",-1)
 ;;w $zcollate("abc")
 ;;w $zatransform("abc",0)
 ;;w $zatr(5,0)="5"
 ;;w $zatransform("abc",1)
 ;;w $zatransform("abc",0,2)
 ;;w $zatransform("abc",0,-2)
 ;;w $zatransform("",0)
 ;;w $zatransform("abc",256)
 ;;w $zatransform("abc",-1)
 ;;w $zatransform($zatransform("abc",0),0,1)
 ;;w $zcollate()
 ;;w $zcollate("a",0,1)="a"
 ;;w $zcollate($zcollate("abc",0),0,1)
 ;;w $zcollate($zcollate(1234.5,0),0,1),$zcollate($zcollate(-7,0),0,1)
