kkill ; KILL, ZKILL, ZWITHDRAW: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s x=1,x(1)=2 k x w $d(x)
 ;;s x=1,x(1)=2 k x(1) w $d(x)
 ;;s (x,y)=1 k x,y w $d(x),$d(y)
 ;;s (x,y)=1 k (x,zl,zc) w $d(x),$d(y)
 ;;k (x(1))
 ;;k ()
 ;;k ^x
 ;;k ^x,(x)
 ;;k @"x"
 ;;k @"x,y"
 ;;s x=1,x(1)=2 k @"x"@(1) w $d(x)
 ;;k 1
 ;;k $x
 ;;k x:1
 ;;k:0 x
 ;;k "x"
 ;;s x=1,x(1)=2 zk x w $d(x)
 ;;s x=1,x(1)=2 zwi x w $d(x)
 ;;zk
 ;;zwi
 ;;zk (x)
 ;;zk x,y
 ;;zk 1
 ;;zk @"x"
 ;;zk ^x(1)
 ;;zwithdraw x(1)
 ;;k *x
 ;;k *x,*y
 ;;k *x(1)
 ;;k *^x
 ;;k (*x)
 ;;s *y=x k *y w $d(y)
 ;;k x(""),x(1)
 ;;k ^
 ;;k ^(1)
 ;;s ^x(1)=1 k ^(1) w $d(^x)
 ;;k (@"zl",zc)
