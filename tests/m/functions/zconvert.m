zconvert ; $ZCONVERT
	W "$zconvert(""aBc"",""U"") => ",$zconvert("aBc","U"),!
	W "$zco(""aBc"",""L"") => ",$zco("aBc","L"),!
	W "$zconvert(""hello world. next"",""T"") => ",$zconvert("hello world. next","T"),!
	W "$zco(""AbC1"",""u"") => ",$zco("AbC1","u"),!
	W "$zco("""",""U"") => ",$zco("","U"),!
	W "$zco(123,""L"") => ",$zco(123,"L"),!
	W "$zco($c(228),""U"")=$c(228) => ",$zco($c(228),"U")=$c(228),!
 DO e("w $zco(""a"",""X"")")
 DO e("w $zco(""a"")")
 DO e("w $zco(""a"",""UTF-8"",""UTF-16"")")
 DO e("w $zco(""a"",""B"")")
 DO e("w $zco()")
 DO e("w $zco(""ff"",""HEX"",""DEC"")")
 DO e("w $zco(""255"",""DEC"",""HEX"")")
 DO e("w $zco(""FFFFFFFF"",""HEX"",""DEC"")")
 DO e("w $zco(""xyz"",""HEX"",""DEC"")")
 DO e("w $zco(""-1"",""DEC"",""HEX"")")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
