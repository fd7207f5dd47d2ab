ascii ; $ASCII and $CHAR over code points
 W "$a(""é"") => ",$a("é"),!
 W "$a(""€"") => ",$a("€"),!
 W "$a(""𝄞"") => ",$a("𝄞"),!
 W "$a(""añ"",2) => ",$a("añ",2),!
 W "$za(""é"") => ",$za("é"),!
 W "$za(""é"",2) => ",$za("é",2),!
 W "$za(""é"",3) => ",$za("é",3),!
 W "$c(233) => ",$c(233),!
 W "$c(8364,233,97) => ",$c(8364,233,97),!
 W "$c(119070) => ",$c(119070),!
 Do e("w $l($c(1114112))")
 Do e("w $l($c(-1))")
 W "$l($zch(195,169)) => ",$l($zch(195,169)),!
 Do e("w $l($c(65534))")
 W "$zch(195,169) => ",$zch(195,169),!
 W "$l($zch(195,169)) => ",$l($zch(195,169)),!
 Do e("w $l($zch(195,195))")
 Do e("w $a($zch(200))")
 Do e("w $c(55296)")
 Do e("w $l($zch(200))")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
