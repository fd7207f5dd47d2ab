fzdate ; $ZDATE: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $zd(0),$zd(1),$zdate(60000),$zd("60000,3600","MM/DD/YY 24:60:SS")
 ;;w $zd(60000,"YYYY-MM-DD"),$zd(60000,"MON DD, YEAR"),$zd(60000,"DAY DD MON"),$zd("60000,45296","12:60:SS AM")
 ;;w $zd(60000.5,"DD")
 ;;w $zd(60000,"YY YEAR YYYY MM MON DD DAY 24 12 60 SS AM")
 ;;w $zd(60000,"xyz")
 ;;w $zd(-1)
 ;;w $zd(99999999)
 ;;w $zd("a")
 ;;w $zd(60000,"MON","a,b,c,d,e,f,g,h,i,j,k,l")
 ;;w $zd(60000,"DAY","","q,w,e,r,t,y,u")
 ;;w $zd(60000,"MON","a,b")
 ;;w $zd("60000,86399","24:60:SS"),$zd("60000,0","12:60:SS AM")
 ;;w $zd("60000,90000","24:60")
 ;;w $zd("60000,3600,500","24:60:SS")
 ;;w $zd()
 ;;w $zd(,"DD")
 ;;w $zd(60000,)
 ;;w $zd(60000,"DD",,"a,b,c,d,e,f,g")
 ;;w $zd(2980013)
 ;;w $zd(2980014)
 ;;w $zd("60000,-5","SS")
 ;;w $zd(60000,"YYYYY")
 ;;w $zd(60000,"DDD")
 ;;w $zd("60000,1.5","SS")
 ;;w $zd(60000,"""lit""")
 ;;w $zd(60000,"M-D")
 ;;w $zdate(zz)
