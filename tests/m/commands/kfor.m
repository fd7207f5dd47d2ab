kfor ; FOR: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;f i=1:1:3 w i
 ;;f i=1,2,"a",zx:1:2 w i
 ;;f i=3:-1:1 w i
 ;;f i=1:0:2 w i q:$i(n)>3
 ;;f i=1:1 q:i>3  w i
 ;;f  s n=$g(n)+1 q:n>9  w n
 ;;f i=5:1:1 w i
 ;;f i=1:1:3 s i=i+1 w i
 ;;f i=.1:.1:.35 w i," "
 ;;f i="3x":1:5 w i
 ;;f x(1)=1:1:2 w x(1)
 ;;f @"i"=1:1:2 w i
 ;;f i=1:1:2 f j=1:1:2 w i,j," "
 ;;f ^x=1:1:2 w ^x
 ;;f i=1:1:zz w i
 ;;f i=zz:1:2
 ;;f i=1:2:3:4
 ;;f i
 ;;f i=
 ;;f i=1:
 ;;f 1=1:1:2
 ;;f i=1:1:3 i i=2 w i
 ;;f i=1:1:3 w:i=2 i
 ;;f i=1:1:2 k i w $d(i) q
 ;;f i=1:1:2 n i
 ;;f i=1:1:3 q:i=2  w i
 ;;f x(i)=1:1:2 w 1
 ;;f i=1 w i w i
 ;;f i="a" w i
 ;;f i=1:1:2 x "w i q  w 9"
 ;;f i=1E46:1E46:3E46 w i," "
 ;;f i=1:1:1E3 i i>3 q
