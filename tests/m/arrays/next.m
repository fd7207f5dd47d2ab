next ; $NEXT
 n a,k s a(1)=1,a(5)=1,a("x")=1,a(-2)=1
 s k=-1 f  s k=$N(a(k)) q:k=-1  w k," "
 w !
	write "$n(a(-1)) => ",$n(a(-1)),!
	write "$n(a(1)) => ",$n(a(1)),!
	write "$n(a(""x"")) => ",$n(a("x")),!
	write "$next(a(5)) => ",$next(a(5)),!
	write "$n(nosuch(-1)) => ",$n(nosuch(-1)),!
	write "$n(a("""")) => ",$n(a("")),!
 s ^g(3)=1
	write "$n(^g(-1)) => ",$n(^g(-1)),!
	write "$n(^g(3)) => ",$n(^g(3)),!
 k ^g
 Do e("w $n(a)")
 Do e("w $n()")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
