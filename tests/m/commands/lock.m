lock ; LOCK single process
 l a w $t,! l +b,+c(1) zsh "l":x w $g(x("L",1)),! l  
 k x zsh "l":x w $d(x("L")),!
 l ^g(1):0 w $t,! l +^g(1):0 w $t,! k x zsh "L":x zwr x
 l -^g(1) k x zsh "l":x zwr x
 l -^g(1) k x zsh "l":x w $g(x("L",1)),!
 lock (a,b,^c("x",2)):1 w $t,! k x zsh "l":x zwr x
 l d k x zsh "l":x zwr x
 l +d("s"),+d("s"),-d("s") k x zsh "l":x zwr x
 l  i 0 l x w $t,! l x:0 w $t,!
 l @"i(1)" k x zsh "l":x zwr x
 l:0 zz l:1 zz k x zsh "l":x zwr x
 l +(p,q(1)) k x zsh "l":x zwr x l -(p,q(1)) k x zsh "l":x zwr x
 l -neverlocked w "ok",!
 l
 d e("l 1")
 d e("l a(")
 d e("l a:zz")
 d e("l +a:-1 w $t")
 d e("l ""a""")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
