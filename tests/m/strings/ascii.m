ascii ; $ASCII
 W "$A(""A"") => ",$A("A"),!
 W "$a(""ABC"",2) => ",$a("ABC",2),!
 W "$ascii(""ABC"",4) => ",$ascii("ABC",4),!
 W "$ASCII("""") => ",$ASCII(""),!
 W "$a(""ABC"",0) => ",$a("ABC",0),!
 W "$a(""ABC"",-1) => ",$a("ABC",-1),!
 W "$a(""ABC"",1.9) => ",$a("ABC",1.9),!
 W "$a(""ABC"",""2x"") => ",$a("ABC","2x"),!
 W "$a(123) => ",$a(123),!
 W "$a(123,3) => ",$a(123,3),!
 W "$a($c(0)) => ",$a($c(0)),!
 W "$a($c(255)) => ",$a($c(255)),!
 W "$a($c(200,201),2) => ",$a($c(200,201),2),!
 W "$a(-5) => ",$a(-5),!
 W "$a(1.5,2) => ",$a(1.5,2),!
 W "$a("" "") => ",$a(" "),!
 W "$a(""~"") => ",$a("~"),!
 W "$a(""a"",1E10) => ",$a("a",1E10),!
 Do e("w $a()")
 Do e("w $a(""a"",""b"",""c"")")
 Do e("w $a(x)")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
