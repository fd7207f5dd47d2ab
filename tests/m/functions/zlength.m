zlength ; byte functions
 Write "$zl(""abc"") => ",$zl("abc"),!
 Write "$zlength(""a,b,c"","","") => ",$zlength("a,b,c",","),!
 Write "$ze(""hello"",2,3) => ",$ze("hello",2,3),!
 Write "$zextract(""hello"",9) => ",$zextract("hello",9),!
 Write "$za(""A"") => ",$za("A"),!
 Write "$zascii(""AB"",2) => ",$zascii("AB",2),!
 Write "$zch(65,66) => ",$zch(65,66),!
 Write "$zf(""hello"",""l"") => ",$zf("hello","l"),!
 Write "$zfind(""hello"",""l"",4) => ",$zfind("hello","l",4),!
 Write "$zpi(""a^b^c"",""^"",2,3) => ",$zpi("a^b^c","^",2,3),!
 Write "$zpiece(""a^b^c"",""^"",2,3) => ",$zpiece("a^b^c","^",2,3),!
 Write "$ztr(""abc"",""abc"",""xyz"") => ",$ztr("abc","abc","xyz"),!
 Write "$ztranslate(""abc"",""b"") => ",$ztranslate("abc","b"),!
 Write "$zj(""x"",3) => ",$zj("x",3),!
 Write "$zjustify(3.14159,8,2) => ",$zjustify(3.14159,8,2),!
 Write "$zsub(""hello"",2,3) => ",$zsub("hello",2,3),!
 Write "$zsubstr(""hello"",2) => ",$zsubstr("hello",2),!
 Write "$zwidth(""abc"") => ",$zwidth("abc"),!
 Write "$zwidth(""a""_$c(9)) => ",$zwidth("a"_$c(9)),!
 s s="hello",$ze(s,1)="J",$zpiece(s,"l",3)="p!" w s,!
 do e("w $zl()")
 do e("w $ze()")
 do e("w $zsub(""x"")")
 do e("w $zwidth()")
 do e("w $za()")
 do e("w $zp(""a"")")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
