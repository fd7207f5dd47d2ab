reverse ; $REVERSE
 Write "$RE(""abc"") => ",$RE("abc"),!
 Write "$re("""") => ",$re(""),!
 Write "$reverse(""a"") => ",$reverse("a"),!
 Write "$re(123) => ",$re(123),!
 Write "$re(1.50) => ",$re(1.50),!
 Write "$re(-12) => ",$re(-12),!
 Write "$re(""racecar"")=""racecar"" => ",$re("racecar")="racecar",!
 Write "$re($re(""xyz"")) => ",$re($re("xyz")),!
 Write "$re(""a b  c"") => ",$re("a b  c"),!
 Write "$a($re($c(1,2,3))) => ",$a($re($c(1,2,3))),!
 Write "$l($re($j("""",30))) => ",$l($re($j("",30))),!
 Write "$re($p($re(""a/b/c""),""/"")) => ",$re($p($re("a/b/c"),"/")),!
 Write "$re($p($re(""file.tar.gz""),""."",2,99)) => ",$re($p($re("file.tar.gz"),".",2,99)),!
 Write "+$re(""321abc"") => ",+$re("321abc"),!
 Write "+$re(""abc321"") => ",+$re("abc321"),!
 do e("w $re()")
 do e("w $re(""a"",""b"")")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
