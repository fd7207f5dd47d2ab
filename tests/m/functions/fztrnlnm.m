fztrnlnm ; $ZTRNLNM: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $ztrnlnm("NOSUCHVAR"),"
 ;;"
 ;;w $ztrnlnm("HOME")=$e($zd,1,$l($zd)-1)
 ;;w $ztrnlnm("TZ")
 ;;w $ztrnlnm("TZ","","","","","VALUE")
 ;;w $ztrnlnm("TZ","LNM$FILE_DEV",0,"","","LENGTH")
 ;;w $ztrnlnm("TZ","","","","","BAD")
 ;;w $ztrnlnm("TZ","",0,"SUPERVISOR","CASE_BLIND","TABLE_NAME")
 ;;w $ztrnlnm("tz"),"
 ;;",$ztrnlnm("tz","","","","CASE_BLIND")
 ;;w $ztrnlnm()
 ;;w $ztrnlnm(5)
 ;;w $ztrnlnm("")
 ;;w $ztrnlnm("TZ","","","","","MAX_INDEX")
 ;;w $ztrnlnm("TZ","",1)
 ;;w $ztrnlnm("$TZ")
 ;;w $ztrnlnm("TZ","","","","","ACMODE")
 ;;w $ztrnlnm("TZ","","","","","CONCEALED")
 ;;w $ztrnlnm("NOSUCH","","","","","LENGTH")
 ;;w $ztrnl("TZ")
