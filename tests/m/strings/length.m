length ; $LENGTH
	write "$L("""") => ",$L(""),!
	write "$l(""abc"") => ",$l("abc"),!
	write "$length(""a,b,c"","","") => ",$length("a,b,c",","),!
	write "$l("""","","") => ",$l("",","),!
	write "$l(""abc"","","") => ",$l("abc",","),!
	write "$l(""a,"","","") => ",$l("a,",","),!
	write "$l("","","","") => ",$l(",",","),!
	write "$l("",,,"","","") => ",$l(",,,",","),!
	write "$l(""abc"","""") => ",$l("abc",""),!
	write "$l("""","""") => ",$l("",""),!
	write "$l(""aXXbXXc"",""XX"") => ",$l("aXXbXXc","XX"),!
	write "$l(""aXXXXc"",""XX"") => ",$l("aXXXXc","XX"),!
	write "$l(""aXXXc"",""XX"") => ",$l("aXXXc","XX"),!
	write "$l(""XXXXX"",""XX"") => ",$l("XXXXX","XX"),!
	write "$l(12345) => ",$l(12345),!
	write "$l(1.50) => ",$l(1.50),!
	write "$l(-1.50) => ",$l(-1.50),!
	write "$l(""1.50"") => ",$l("1.50"),!
	write "$l(1E3) => ",$l(1E3),!
	write "$l(1/3) => ",$l(1/3),!
	write "$l(100,0) => ",$l(100,0),!
	write "$l(1E5,""0"") => ",$l(1E5,"0"),!
	write "$l(""abcabc"",""abc"") => ",$l("abcabc","abc"),!
	write "$l(""aaa"",""aaa"") => ",$l("aaa","aaa"),!
	write "$l(""aaa"",""aaaa"") => ",$l("aaa","aaaa"),!
	write "$l($c(0,0,0)) => ",$l($c(0,0,0)),!
	write "$l($c(0,1,0,1,0),$c(1)) => ",$l($c(0,1,0,1,0),$c(1)),!
	write "$l($j("""",100)) => ",$l($j("",100)),!
 DO e("w $l()")
 DO e("w $l(""a"",""b"",""c"")")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
