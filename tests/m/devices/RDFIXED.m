RDFIXED ; READ of fixed records
 o "f":(new:fixed:recordsize=6) u "f" w "abcdefghi",!,"xy",! c "f"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="u $p w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" u $p w zc," : " x zc u $p w ! q
st(d) n a u d s a=$x_","_$y_","_$za_","_$zb_","_$zeof_","_$device_","_$key_","_$t u $p w "[",$tr(a,$c(9,10,13,0),"thrz"),"]" q
mk(f,t) n i o f:new u f f i=1:1:$l(t,"/") w $p(t,"/",i),!
 c f q
t ;
 ;;o "f":(read:fixed:recordsize=6) u "f" r x d st("f") w x,"|"
 ;;u "f" r x#3 d st("f") w x,"|"
 ;;u "f" r *x d st("f") w x
 ;;u "f" r x d st("f") w x,"|"
 ;;u "f" r x d st("f") w x,"|"
 ;;u "f" r x d st("f") w x,"|"
 ;;u "f":rewind r x:0 d st("f") w x,"|"
 ;;c "f" o "f":(read:fixed:recordsize=4:width=2) u "f" r x d st("f") w x
 ;;c "f" o "f":read u "f" r x d st("f") w x
 ;;c "f" o "f":(append:fixed:recordsize=6) u "f" w "zz" d st("f")
 ;;c "f" o "f":(read) u "f" r x#100 d st("f") w x,"|",$l(x)
