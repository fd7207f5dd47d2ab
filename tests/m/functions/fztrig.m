fztrig ; $ZTRIG: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $ztrigger("BAD")
 ;;w $ztrigger()
 ;;ztrigger ^a
 ;;ztr ^a(1)
 ;;ztrigger a
 ;;ztrigger
 ;;w $ztlevel,$ztname,"
 ;;",$ztdata,"
 ;;"
 ;;w $ztoldval
 ;;w $ztriggerop
 ;;w $ztupdate
 ;;w $ztvalue
 ;;w $ztslate
 ;;s $ztslate="x" w $ztslate
 ;;s $ztvalue=5
 ;;s $ztwormhole="w" w $ztwormhole
 ;;w $ztdelim
