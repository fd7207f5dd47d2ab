kjob ; JOB: forms and errors
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;j nolab^kjob
 ;;j ^norou
 ;;j f^kjob:bad
 ;;j f^kjob:(bad)
 ;;j f^kjob:(output="/dev/null":error="/dev/null"):5 w $t,$zjob>0
 ;;j
 ;;j 1
 ;;j:0 f
 ;;j f:zz
 ;;j f^kjob(1):(out="/dev/null":err="/dev/null"):5 w $t
 ;;j f(.x)
 ;;j f^kjob(.x)
 ;;j f^kjob::0 w 1
 ;;j f^kjob:(default="/nosuch")
 ;;j f^kjob:(input="/nosuch"):2 w $t
 ;;j @"f^kjob:(out=""/dev/null"":err=""/dev/null""):5" w $t
 ;;j f+zz
 ;;j f^kjob:(startup="/nosuch":out="/dev/null":err="/dev/null"):5
 ;;j f^
 ;;j f^kjob:(gbldir="x":out="/dev/null":err="/dev/null"):5 w $t
 ;;j f^kjob:nodetached
 ;;j f^kjob:(pri=5)
