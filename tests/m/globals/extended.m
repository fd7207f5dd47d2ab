extended ; extended references
 n $zgbldir,g s g=$zgbldir,^a(1)="one"
	Write "^|g|a(1) => ",^|g|a(1),!
	Write "^|$zgbldir|a(1) => ",^|$zgbldir|a(1),!
	Write "^[g]a(1) => ",^[g]a(1),!
	Write "^[g,""""]a(1) => ",^[g,""]a(1),!
	Write "$d(^|g|a) => ",$d(^|g|a),!
	Write "$o(^|g|a("""")) => ",$o(^|g|a("")),!
	Write "$q(^|g|a(""""))[""a(1)"" => ",$q(^|g|a(""))["a(1)",!
	Write "$na(^|""x.gld""|a(1,""k"")) => ",$na(^|"x.gld"|a(1,"k")),!
	Write "$ql(""^|""""x.gld""""|a(1,2)"") => ",$ql("^|""x.gld""|a(1,2)"),!
	Write "$qs(""^|""""x.gld""""|a(1,2)"",-1) => ",$qs("^|""x.gld""|a(1,2)",-1),!
	Write "$qs(""^|""""x.gld""""|a(1,2)"",0) => ",$qs("^|""x.gld""|a(1,2)",0),!
	Write "$qs(""^|""""x.gld""""|a(1,2)"",2) => ",$qs("^|""x.gld""|a(1,2)",2),!
 s ^|g|b="set" w ^b,! k ^|g|b w $d(^b),!
 s ^|""|c=5 w ^c,! k ^c
 m ^|g|d=^a w ^d(1),! k ^d,^a
 Do e("w ^|")
 Do e("w ^|g a")
 Do e("w ^[g")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
