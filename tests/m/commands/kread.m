kread ; READ, WRITE: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w "a",1,!,?5,"b",#
 ;;w *65,*66
 ;;w *-1
 ;;w ?-5
 ;;w ?zz
 ;;w !!!
 ;;w !?3,"x"
 ;;w /x
 ;;w /cup(1,1)
 ;;w @"1,2"
 ;;w *zz
 ;;w:0 1
 ;;w 1:2
 ;;w
 ;;w ,1
 ;;w 1,
 ;;w "abc"?1.A
 ;;w ?2.9,$x
 ;;r x:0 w $t
 ;;r *x:0 w x,$t
 ;;r x#3:0 w $t
 ;;r x#0
 ;;r x#-1
 ;;r "p",x:0
 ;;r !,x:0
 ;;r ?5,x:0
 ;;r 1
 ;;r x#zz
 ;;r x:zz
 ;;r
 ;;r x(1):0 w $d(x(1))
 ;;r ^x:0 w $d(^x)
 ;;r @"x":0
 ;;r @"x:0" w $t
 ;;r:0 x
 ;;r "a":1
 ;;r *x#1
 ;;r #,x:0
 ;;r *x,y:0
 ;;r x:-1 w $t
 ;;r x:"a" w $t
 ;;r $x
 ;;r x,
 ;;r *1
 ;;r x#1:0:1
