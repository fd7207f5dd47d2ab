find ; $FIND
	write "$F(""ABCABC"",""A"") => ",$F("ABCABC","A"),!
	write "$f(""ABCABC"",""B"",3) => ",$f("ABCABC","B",3),!
	write "$find(""ABCABC"",""CA"") => ",$find("ABCABC","CA"),!
	write "$f(""ABC"",""Z"") => ",$f("ABC","Z"),!
	write "$f(""ABC"","""") => ",$f("ABC",""),!
	write "$f(""ABC"","""",2) => ",$f("ABC","",2),!
	write "$f(""ABC"","""",9) => ",$f("ABC","",9),!
	write "$f("""","""") => ",$f("",""),!
	write "$f("""",""A"") => ",$f("","A"),!
	write "$f(""ABC"",""A"",0) => ",$f("ABC","A",0),!
	write "$f(""ABC"",""A"",-5) => ",$f("ABC","A",-5),!
	write "$f(""ABC"",""A"",2) => ",$f("ABC","A",2),!
	write "$f(""ABC"",""ABCD"") => ",$f("ABC","ABCD"),!
	write "$f(""AAAA"",""AA"") => ",$f("AAAA","AA"),!
	write "$f(""AAAA"",""AA"",2) => ",$f("AAAA","AA",2),!
	write "$f(""AAAA"",""AA"",3) => ",$f("AAAA","AA",3),!
	write "$f(""AAAA"",""AA"",4) => ",$f("AAAA","AA",4),!
	write "$f(12345,34) => ",$f(12345,34),!
	write "$f(12345,34,""1x"") => ",$f(12345,34,"1x"),!
	write "$f(""abc"",""C"") => ",$f("abc","C"),!
	write "$f(""abc"",""c"",3) => ",$f("abc","c",3),!
	write "$f(""abc"",""c"",4) => ",$f("abc","c",4),!
	write "$f(""ABC"","""",0) => ",$f("ABC","",0),!
	write "$f(""ABC"","""",-3) => ",$f("ABC","",-3),!
	write "$f(""ABC"","""",4) => ",$f("ABC","",4),!
	write "$f(""ABC"","""",5) => ",$f("ABC","",5),!
 n s,p,c s s="the cat sat on the mat",p=1 f c=0:1 s p=$f(s,"at",p) q:'p  w p," "
 w c,!
 DO e("w $f(""a"")")
 DO e("w $f(""a"",""b"",""c"",""d"")")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
