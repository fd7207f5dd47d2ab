fzmisc ; $ZMISC: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $zm(150373850)
 ;;w $zmessage(150372361)
 ;;w $zm(1),$zm(0)
 ;;w $zm(-1)
 ;;w $zm("a")
 ;;w $zm(2)
 ;;w $zm(99999)
 ;;w $zm(150372930)
 ;;w $zm()
 ;;w $zm(1,2)
 ;;w $zwidth("abc"),$zwidth("")
 ;;w $zw("a")
 ;;w $zwrite("a""b"),$zwrite(5),$zwr("a"_$c(1,2)_"b")
 ;;w $zwrite("""a""",1),$zwrite("$c(65)",1)
 ;;w $zwrite("a",1)
 ;;w $zwrite("1_",1)
 ;;w $zwrite("$C(1,2)_""b""",1)=($c(1,2)_"b")
 ;;w $zwrite("x",2)
 ;;w $zwrite()
 ;;w $zsub("abcdef",2),$zsubstr("abcdef",2,3),$zsub("abc",0),$zsub("abc",9),$zsub("abc",1,-1)
 ;;w $zsubstr("abc")
 ;;w $zsub("abc",-1,2)
 ;;w $zl("abc"),$zj("a",4)
