fzbit ; $ZBIT: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $l($zbitstr(8)),$zbitlen($zbitstr(10)),$zbitcount($zbitstr(10,1))
 ;;w $zbitget($zbitset($zbitstr(8),3,1),3)
 ;;w $zbitfind($zbitset($zbitstr(8),3,1),1),$zbitfind($zbitstr(8),1),$zbitfind($zbitstr(8),0,4)
 ;;w $zbitget($zbitand($zbitstr(8,1),$zbitset($zbitstr(8),2,1)),2)
 ;;w $zbitcount($zbitor($zbitstr(8),$zbitset($zbitstr(8),2,1)))
 ;;w $zbitcount($zbitxor($zbitstr(8,1),$zbitset($zbitstr(8),2,1)))
 ;;w $zbitcount($zbitnot($zbitstr(9)))
 ;;w $zbitstr(0)
 ;;w $zbitstr(-1)
 ;;w $zbitget($zbitstr(8),9)
 ;;w $zbitget($zbitstr(8),0)
 ;;w $zbitset($zbitstr(8),1,2)
 ;;w $zbitlen("")
 ;;w $zbitlen("abc")
 ;;w $zbitget("abc",1)
 ;;w $zbitlen($zbitstr(253952))
 ;;w $zbitlen($zbitstr(253953))
 ;;w $zbitand($zbitstr(8),"")
 ;;w $zbitlen($zbitand($zbitstr(8),$zbitstr(4))),$zbitlen($zbitor($zbitstr(8),$zbitstr(4)))
 ;;w $zbitfind($zbitstr(8,1),1,3)
 ;;w $zbitfind($zbitstr(8,1),2)
 ;;w $zbitstr(8,5)
 ;;w $zbitset($zbitstr(8),9,1)
