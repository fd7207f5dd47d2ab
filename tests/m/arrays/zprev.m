zprev ; $ZPREVIOUS and $ORDER pairs
 n a,k s a(1)=1,a(2)=2,a("x")=3,a(-1)=4
 s k="" f  s k=$zp(a(k)) q:k=""  w k," "
 w ! s k="" f  s k=$zprevious(a(k)) q:k=""  w k," "
 w !
	write "$zp(a(2)) => ",$zp(a(2)),!
	write "$zp(a("""")) => ",$zp(a("")),!
	write "$zp(a(-1)) => ",$zp(a(-1)),!
	write "$zp(nosuch(1)) => ",$zp(nosuch(1)),!
 s ^g(1)=1,^g(5)=1
	write "$zp(^g(5)) => ",$zp(^g(5)),!
	write "$zp(^g("""")) => ",$zp(^g("")),!
	write "$zp(^g(1)) => ",$zp(^g(1)),!
 k ^g
 DO e("w $zp(a)")
 DO e("w $zp()")
 DO e("w $zp(a(1),1)")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
