DEVSTAT ; $ZA, $ZB, $KEY, $DEVICE, $ZEOF after errors
 d mk("f","abc/def")
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="u $p w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" u $p w zc," : " x zc u $p w ! q
st(d) n a u d s a=$x_","_$y_","_$za_","_$zb_","_$zeof_","_$device_","_$key_","_$t u $p w "[",$tr(a,$c(9,10,13,0),"thrz"),"]" q
mk(f,t) n i o f:new u f f i=1:1:$l(t,"/") w $p(t,"/",i),!
 c f q
t ;
 ;;o "f":read u "f" f i=1:1:5 r x d st("f")
 ;;c "f" o "f":(read:exception="u $p w ""EXC "",$zstatus,! s $ec=""""") u "f" f i=1:1:4 r x
 ;;u $p w $zeof,$za,"|",$device
 ;;c "f" o "f":read u "f" r x,x,x
 ;;d st("f") c "f"
 ;;o "f":readonly u "f" w "a"
 ;;d st("f") c "f"
 ;;o "nosuch":readonly
 ;;w $device,$za
 ;;u "nosuch" d st($p)
 ;;o "f":read:0 w $t c "f"
 ;;o "f":(read:exception="w 5"):0 w $t
 ;;u "f":rewind r x d st("f") w x c "f"
 ;;s $key="k" w $key
 ;;s $device="d" w $device
 ;;w $zio=$io,$io=$p
