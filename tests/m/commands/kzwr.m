kzwr ; ZWRITE: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s x=1,x(1)=2,x(1,"a")=3,x("b")=4,y=5 zwr x
 ;;zwr x(1)
 ;;zwr x(1,*)
 ;;zwr x(*)
 ;;zwr x(1:2)
 ;;zwr x("a":)
 ;;zwr x(:1)
 ;;zwr x(:)
 ;;zwr x(,)
 ;;zwr x(,"a")
 ;;zwr x(1,:)
 ;;zwr x,y
 ;;zwr ?1"x"
 ;;zwr ?1A(1)
 ;;zwr ?.E
 ;;zwr x(?1N)
 ;;zwr x(?1.A)
 ;;zwr nope
 ;;zwr x(9)
 ;;zwr nope(1)
 ;;zwr ^nope
 ;;zwr @"x"
 ;;zwr @"x,y"
 ;;zwr $nosuch
 ;;zwr $t
 ;;zwr $zv
 ;;zwr 1
 ;;zwr x(
 ;;zwr x()
 ;;zwr "x"
 ;;zwr:0 x
 ;;zwr x:1
 ;;s *al=x zwr al
 ;;zwr *al
 ;;s ^x=1,^x(1)=2 zwr ^x
 ;;zwr ^x(1)
 ;;zwr ^(1)
 ;;zwr ^x(*) k ^x
 ;;zwr ^?1"x"
 ;;zwr x(1:1,"a":"b")
 ;;zwr x(zz)
 ;;zwr x(1,"a",*)
 ;;zwr $ec,$et
 ;;zwr $zwrtac
 ;;zwr x(2:1)
 ;;zwr x("":"z")
 ;;zwrite x("b")
 ;;zwr @zz
 ;;zwr ^
 ;;s q("a""b",$c(1))=$c(7)_"x" zwr q
