khang ; HANG, HALT, IF, ELSE: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;h 0
 ;;h -1
 ;;h "a"
 ;;h .001
 ;;h zz
 ;;h 0,0
 ;;h:0 5
 ;;h @"0"
 ;;h 1:2
 ;;hang 0
 ;;i 1 w "y"
 ;;i 0 w "n"
 ;;i 1,0 w "n"
 ;;i "0x" w "n"
 ;;i "1x" w "y"
 ;;i  w "t"
 ;;i 0
 ;;i  w "no"
 ;;e  w "else"
 ;;i 1 e  w "else"
 ;;i zz w 1
 ;;i 1:2
 ;;i @"1" w "ind"
 ;;i @"1,0" w "n"
 ;;i ^zz w 1
 ;;e w 1
 ;;else  w 1
 ;;i 1,1,1 w $t
 ;;s $t=1 w $t
 ;;i $s(1:0) w "n"
 ;;i:1 1 w 1
 ;;e:1  w 1
