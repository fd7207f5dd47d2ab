ktp ; TSTART, TCOMMIT, TROLLBACK, TRESTART: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;ts  w $tl tc  w $tl
 ;;ts ():serial w $tl tro
 ;;ts *:transactionid="X" tc
 ;;ts (x,y) tc
 ;;ts ():t="BA" tc
 ;;tc
 ;;tro
 ;;tro 1
 ;;tro -1
 ;;tro zz
 ;;tre
 ;;ts:0
 ;;tc:0
 ;;tro:0
 ;;tre:0
 ;;ts  s ^a=1 w $d(^a) tro  w $d(^a)
 ;;ts  s ^a=1 tc  w ^a k ^a
 ;;ts ():(serial:t="A") tc
 ;;tro @"0"
 ;;w $trestart,$tl
 ;;ts ():transactionid tc
 ;;ts  d f tc
