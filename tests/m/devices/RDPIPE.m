RDPIPE ; READ and WRITE forms on a pipe
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="u $p w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" u $p w zc," : " x zc u $p w ! q
st(d) n a u d s a=$x_","_$y_","_$za_","_$zb_","_$zeof_","_$device_","_$key_","_$t u $p w "[",$tr(a,$c(9,10,13,0),"thrz"),"]" q
mk(f,t) n i o f:new u f f i=1:1:$l(t,"/") w $p(t,"/",i),!
 c f q
t ;
 ;;o "p":(command="cat":parse)::"PIPE" u "p" w "line1",!,"line2",!,"rest"
 ;;u "p" r x d st("p") w x
 ;;u "p" r x#3 d st("p") w x
 ;;u "p" r *x d st("p") w x
 ;;u "p" r x:0 d st("p") w $l(x)
 ;;u "p" w ! u "p" r x:2 d st("p") w x
 ;;u "p" w /eof
 ;;u "p" r x d st("p") w "|",x
 ;;u "p" r x d st("p")
 ;;c "p" w $zclose
 ;;o "p":(command="exit 5")::"PIPE" u "p" r x d st("p") c "p" w $zclose
 ;;o "p":(command="echo out; echo err >&2":stderr="e")::"PIPE" u "p" r x u "e" r y u $p w x,"|",y c "p"
 ;;o "p":(command="cat":readonly)::"PIPE" u "p" w "x"
 ;;c "p" o "p":(command="printf abcdef":fixed:recordsize=4)::"PIPE" u "p" r x d st("p") w x
 ;;u "p" r x d st("p") w x
 ;;c "p" o "p":(command="nosuchcommand":parse)::"PIPE"
 ;;o "p":(command="sleep 5":independent)::"PIPE" u "p" r x:0 d st("p") c "p"
 ;;o "p":(shell="/bin/sh":command="echo $0")::"PIPE" u "p" r x d st("p") w x c "p"
 ;;o "p":(shell="/nosuch":command="x")::"PIPE"
 ;;o "p"::"" c "p"
 ;;o "p":(command="")::"PIPE"
 ;;o "p"::1:"PIPE"
