WRFILE ; WRITE forms on a file
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="u $p w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" u $p w zc," : " x zc u $p w ! q
st(d) n a u d s a=$x_","_$y_","_$za_","_$zb_","_$zeof_","_$device_","_$key_","_$t u $p w "[",$tr(a,$c(9,10,13,0),"thrz"),"]" q
mk(f,t) n i o f:new u f f i=1:1:$l(t,"/") w $p(t,"/",i),!
 c f q
t ;
 ;;o "f":new u "f" w "a",!,"b",?5,"c",#,"d",*65 d st("f")
 ;;c "f" o "f":read u "f" f i=1:1:5 r x(i)
 ;;u $p f i=1:1:5 w $l($g(x(i))),","
 ;;c "f" o "f":(new:width=10) u "f" w "0123456789ABC",! d st("f")
 ;;c "f" o "f":read u "f" r x,y u $p w x,"|",y
 ;;c "f" o "f":(new:width=10:nowrap) u "f" w "0123456789ABC",! d st("f")
 ;;c "f" o "f":read u "f" r x,y u $p w x,"|",y
 ;;c "f" o "f":(new:length=3) u "f" w !!!!! d st("f")
 ;;c "f" o "f":(new:recordsize=20:nowrap) u "f" w $j("",50) d st("f")
 ;;c "f" o "f":(new:stream:recordsize=20) u "f" w $j("x",50),! d st("f")
 ;;c "f" o "f":(append) u "f" w "more",! d st("f")
 ;;c "f" o "f":readonly u "f" w "no"
 ;;c "f" o "f":(new:filter="CHARACTERS") u "f"
 ;;u "f" w *-1
 ;;u "f" w *1E10
 ;;u "f" w /x
 ;;u "f" w ?3,$x,?1,$x,!,$x d st("f")
 ;;c "f":delete o "f":read
