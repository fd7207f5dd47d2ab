kmerge ; MERGE: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s x=1,x(1)=2,x(1,2)=3 m y=x zwr y
 ;;k y m y(5)=x(1) zwr y
 ;;k y m y=nope w $d(y)
 ;;m x=x
 ;;m x=x(1)
 ;;m x(1)=x
 ;;m x
 ;;m x=
 ;;m x=1
 ;;m 1=x
 ;;m ^y=x zwr ^y k ^y
 ;;m (a,b)=x
 ;;m y=x,z=y zwr z
 ;;m @"y=x"
 ;;k y m @"y"=@"x" zwr y
 ;;m y=@"x"@(1) zwr y
 ;;m $x=x
 ;;m y="x"
 ;;m:0 y=x
 ;;m y:x
 ;;k y s y(1)="old",y(9)=9 m y=x zwr y
 ;;m ^y(1)=^nope w $d(^y)
 ;;m y=^nope w $d(nope)
 ;;s *al=x m q=al zwr q
 ;;m x("")=y
 ;;m y=$x
