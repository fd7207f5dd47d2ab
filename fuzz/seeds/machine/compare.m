compare ; sorts-after and contains on strings
 n i,j,a,b f i=1:1:10 s a=$p("A|a|B|b|1|10|9||AA|Ab","|",i) f j=1:1:10 s b=$p("A|a|B|b|1|10|9||AA|Ab","|",j) w (a]b)_(a]]b)_(a[b)_(a=b) w:j=10 !  w:j<10 " "
 WRITE """apple""]""Apple"" => ","apple"]"Apple",!
 WRITE """10""]""9"" => ","10"]"9",!
 WRITE "10]9 => ",10]9,!
 WRITE "10]]9 => ",10]]9,!
 WRITE "$c(200)]""z"" => ",$c(200)]"z",!
 WRITE """a""_$c(0)]""a"" => ","a"_$c(0)]"a",!
 WRITE """""]"""" => ",""]"",!
 WRITE """abc""]""abcd"" => ","abc"]"abcd",!
 WRITE """abcd""]""abc"" => ","abcd"]"abc",!
 WRITE """B""]]""a"" => ","B"]]"a",!
 WRITE "5]]""a"" => ",5]]"a",!
 WRITE """a""]]5 => ","a"]]5,!
 WRITE "-5]]-4 => ",-5]]-4,!
 WRITE """-5""]]""-4"" => ","-5"]]"-4",!
 WRITE """ ""]]1 => "," "]]1,!
 WRITE """1 ""]]1 => ","1 "]]1,!
