status ; $ZSTATUS texts of many errors
 n c,zi,$et f zi=1:1 s c=$p($t(t+zi),";;",2) q:c=""  d x
 q
x n $et s $et="w c,"" -> "",$zs,""  "",$ec,! s $ec="""" q"
 n ok s ok=0 x c_" s ok=1" w:ok c," ok",! q
t ;
 ;;w 1/0
 ;;w x(1)
 ;;w ^x(1,"a")
 ;;w $p()
 ;;w 1E50
 ;;w 10**50
 ;;d nolabel
 ;;d ^noroutine
 ;;w $$nolabel
 ;;w "abc
 ;;w (1
 ;;bad
 ;;s 1=2
 ;;w a b
 ;;q 1
 ;;s x=$j("",1048577)
 ;;w $r(0)
 ;;w $s(0:1)
 ;;g x+99
 ;;k ^(1)
 ;;w $c(1,
 ;;w @"x y"
 ;;w "a"?1Q
 ;;f i=1:1:2 w i w q
 ;;i 1 w "no
 ;;s a(1,)=2
 ;;zwr nope
 ;;zm 150373850
 ;;l -
 ;;o
 ;;u "nosuchdevice"
 ;;c "nosuchdevice"
 ;;tc
 ;;zl "nosuch"
 ;;v "x":1
