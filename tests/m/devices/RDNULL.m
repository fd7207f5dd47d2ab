RDNULL ; /dev/null as device
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="u $p w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" u $p w zc," : " x zc u $p w ! q
st(d) n a u d s a=$x_","_$y_","_$za_","_$zb_","_$zeof_","_$device_","_$key_","_$t u $p w "[",$tr(a,$c(9,10,13,0),"thrz"),"]" q
mk(f,t) n i o f:new u f f i=1:1:$l(t,"/") w $p(t,"/",i),!
 c f q
t ;
 ;;o "/dev/null" u "/dev/null" r x d st("/dev/null") w x
 ;;u "/dev/null" r x:0 d st("/dev/null")
 ;;u "/dev/null" r *x d st("/dev/null") w x
 ;;u "/dev/null" r x#5 d st("/dev/null")
 ;;u "/dev/null":badparm
 ;;c "/dev/null" u "/dev/null"
 ;;c "/dev/null" w $zclose
 ;;o "/dev/null":::"" c "/dev/null"
