name ; $NAME
 n a,x s x=5,y="k"
	write "$NA(a) => ",$NA(a),!
	write "$na(a(1)) => ",$na(a(1)),!
	write "$name(a(1,""b"")) => ",$name(a(1,"b")),!
	write "$na(a(x,y)) => ",$na(a(x,y)),!
	write "$na(a(1,2,3),0) => ",$na(a(1,2,3),0),!
	write "$na(a(1,2,3),1) => ",$na(a(1,2,3),1),!
	write "$na(a(1,2,3),2) => ",$na(a(1,2,3),2),!
	write "$na(a(1,2,3),9) => ",$na(a(1,2,3),9),!
	write "$na(a(1+1,""a""_""b"")) => ",$na(a(1+1,"a"_"b")),!
	write "$na(a(""q""""q"")) => ",$na(a("q""q")),!
	write "$na(a(1.50,""1.50"",-0,""01"")) => ",$na(a(1.50,"1.50",-0,"01")),!
	write "$na(a("""")) => ",$na(a("")),!
	write "$na(a($c(1,65))) => ",$na(a($c(1,65))),!
	write "$na(^g(1,2)) => ",$na(^g(1,2)),!
	write "$na(^g(1,2),1) => ",$na(^g(1,2),1),!
	write "$na(^g) => ",$na(^g),!
	write "$na(@""b(1)"") => ",$na(@"b(1)"),!
	write "$na(@""b""@(1,""x"")) => ",$na(@"b"@(1,"x")),!
	write "$na(a(1E10,1E-5,""1E5"")) => ",$na(a(1E10,1E-5,"1E5")),!
 s ^q(1,2)=1
	write "$na(^(3)) => ",$na(^(3)),!
	write "$na(^(3,4)) => ",$na(^(3,4)),!
	write "$na(^q(""x"",$o(^q("""")))) => ",$na(^q("x",$o(^q("")))),!
 k ^q
 DO e("w $na(a(1),-1)")
 DO e("w $na()")
 DO e("w $na(1)")
 DO e("w $na(a(zz))")
 DO e("w $na(""a"")")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
