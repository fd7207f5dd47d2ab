fzsig ; $ZSIG: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $zsigproc($j,0)
 ;;w $zsigproc(99999999,0)
 ;;w $zsigproc($j,"SIGNOSUCH")
 ;;w $zsigproc($j)
 ;;w $zsigproc()
 ;;w $zsigproc("a",0)
 ;;w $zsigproc($j,-1)
 ;;w $zsigproc($j,999)
 ;;w $zsigproc($j,"sigcont")
 ;;w $zsigp($j,0)
 ;;w $zsigproc("",0)
