kquit ; QUIT, XECUTE: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;q
 ;;q 1
 ;;q:1
 ;;q:0
 ;;q:0 1
 ;;q @"1"
 ;;q x y
 ;;q *x
 ;;q *1
 ;;q:zz
 ;;q 1,2
 ;;x "w 1"
 ;;x "w 1","w 2"
 ;;x "w 1":0,"w 2":1
 ;;x:0 "w 1"
 ;;x @"""w 3"""
 ;;x ""
 ;;x 1
 ;;x zz
 ;;x "w zz"
 ;;x "w ("
 ;;x "x ""w 4"""
 ;;x "q 5"
 ;;x "n x s x=9" w $d(x)
 ;;x "s q=1":zz
 ;;x
 ;;x "w 1",
 ;;x "i 0" w $t
 ;;x "w 1 ; comment"
 ;;x ";c"
 ;;x " w 5"
 ;;x "f i=1:1:3 w i"
 ;;x "lab w 1"
 ;;x ". w 1"
 ;;x "w 1"_$c(10)_"w 2"
 ;;x "d" w 6
