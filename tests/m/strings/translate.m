translate ; $TRANSLATE
 Write "$TR(""abc"",""b"",""x"") => ",$TR("abc","b","x"),!
 Write "$tr(""abc"",""abc"",""xyz"") => ",$tr("abc","abc","xyz"),!
 Write "$translate(""abc"",""b"") => ",$translate("abc","b"),!
 Write "$tr(""abc"",""abc"") => ",$tr("abc","abc"),!
 Write "$tr(""abc"",""abc"",""x"") => ",$tr("abc","abc","x"),!
 Write "$tr(""abc"","""",""x"") => ",$tr("abc","","x"),!
 Write "$tr("""",""abc"",""xyz"") => ",$tr("","abc","xyz"),!
 Write "$tr(""aabbcc"",""ab"",""ba"") => ",$tr("aabbcc","ab","ba"),!
 Write "$tr(""abc"",""aa"",""xy"") => ",$tr("abc","aa","xy"),!
 Write "$tr(""abc"",""ab"",""xyz"") => ",$tr("abc","ab","xyz"),!
 Write "$tr(12345,3,""x"") => ",$tr(12345,3,"x"),!
 Write "$tr(""hello world"",""lo"",""01"") => ",$tr("hello world","lo","01"),!
 Write "$tr(""HELLO"",""ABCDEFGHIJKLMNOPQRSTUVWXYZ"",""abcdefghijklmnopqrstuvwxyz"") => ",$tr("HELLO","ABCDEFGHIJKLMNOPQRSTUVWXYZ","abcdefghijklmnopqrstuvwxyz"),!
 Write "$tr(""hello"",""abcdefghijklmnopqrstuvwxyz"",""nopqrstuvwxyzabcdefghijklm"") => ",$tr("hello","abcdefghijklmnopqrstuvwxyz","nopqrstuvwxyzabcdefghijklm"),!
 Write "$tr(""a-b-c"",""-"") => ",$tr("a-b-c","-"),!
 Write "$tr(""2024-01-15"",""-"",""/"") => ",$tr("2024-01-15","-","/"),!
 Write "$tr(""DD/MM/YY"",""DMY"",""dmy"") => ",$tr("DD/MM/YY","DMY","dmy"),!
 Write "$tr(""12:34"",""1234:"",""3412;"") => ",$tr("12:34","1234:","3412;"),!
 Write "$tr(1234,""4321"",1234) => ",$tr(1234,"4321",1234),!
 Write "$tr($c(0,1,2),$c(1),""x"")=($c(0)_""x""_$c(2)) => ",$tr($c(0,1,2),$c(1),"x")=($c(0)_"x"_$c(2)),!
 Write "$l($tr($j("""",50),"" "")) => ",$l($tr($j("",50)," ")),!
 Write "$tr(""abcdef"",""fedcba"",""123456"") => ",$tr("abcdef","fedcba","123456"),!
 Write "$tr(""tab""_$c(9)_""x"",$c(9),"" "") => ",$tr("tab"_$c(9)_"x",$c(9)," "),!
 Do e("w $tr(""a"")")
 Do e("w $tr(""a"",""b"",""c"",""d"")")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
