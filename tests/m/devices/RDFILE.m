RDFILE ; READ forms on a file
 d mk("f","one/two words//12345678901/last")
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="u $p w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" u $p w zc," : " x zc u $p w ! q
st(d) n a u d s a=$x_","_$y_","_$za_","_$zb_","_$zeof_","_$device_","_$key_","_$t u $p w "[",$tr(a,$c(9,10,13,0),"thrz"),"]" q
mk(f,t) n i o f:new u f f i=1:1:$l(t,"/") w $p(t,"/",i),!
 c f q
t ;
 ;;o "f":read u "f" r x d st("f") w x
 ;;u "f" r x#3 d st("f") w x
 ;;u "f" r *x d st("f") w x
 ;;u "f" r x#0 d st("f") w x
 ;;u "f" r x:0 d st("f") w x
 ;;u "f" r x:1 d st("f") w x
 ;;u "f" r x#5:0 d st("f") w x
 ;;u "f" r x#99 d st("f") w x
 ;;u "f" r x,y d st("f") w x,"|",y
 ;;u "f" r x d st("f") w x
 ;;u "f" r x d st("f") w x
 ;;u "f" r *x d st("f") w x
 ;;u "f" r x#2 d st("f")
 ;;u "f" r x:0 d st("f")
 ;;u "f":rewind r x d st("f") w x
 ;;c "f" u "f"
