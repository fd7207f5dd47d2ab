fzsearch ; $ZSEARCH: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $zsearch("/etc/hostnam?")
 ;;w $zsearch("/nosuch*")
 ;;w $zsearch("/etc/passwd",5),$zsearch("/etc/passwd",5),$zsearch("/etc/passwd",6)
 ;;w $zsearch("/etc/passwd",256)
 ;;w $zsearch("/etc/passwd",-1)
 ;;w $zsearch("")
 ;;w $zsearch("nosuch.file")
 ;;w $zsearch("/etc/pass[wx]d",7)
 ;;w $zsearch("/usr/../etc/passwd",8)
 ;;w $zsearch()
 ;;w $zsearch("/etc/passwd","a")
 ;;w $zsearch("/",9)
 ;;w $zsearch("/etc",10)
 ;;w $zsearch("/et?/passwd",11)
 ;;w $zsearch("x/*",12)
