view ; $VIEW is in commands ; $ZPARSE and friends skip paths
 WRITE "$zparse(""a.b"",""NAME"") => ",$zparse("a.b","NAME"),!
 WRITE "$zparse(""a.b"",""TYPE"") => ",$zparse("a.b","TYPE"),!
 WRITE "$zparse(""/x/y/z.txt"",""DIRECTORY"") => ",$zparse("/x/y/z.txt","DIRECTORY"),!
 WRITE "$zparse(""/x/y/z.txt"") => ",$zparse("/x/y/z.txt"),!
 WRITE "$zparse(""/x/y/z"","""",""/q/r.dat"") => ",$zparse("/x/y/z","","/q/r.dat"),!
 WRITE "$zparse(""z"","""",""/q/r.dat"") => ",$zparse("z","","/q/r.dat"),!
 WRITE "$zparse(""z"",""NAME"",""/q/r.dat"") => ",$zparse("z","NAME","/q/r.dat"),!
 WRITE "$zparse(""z"",""TYPE"",""/q/r.dat"") => ",$zparse("z","TYPE","/q/r.dat"),!
 WRITE "$zparse(""/x/../y.m"",""DIRECTORY"") => ",$zparse("/x/../y.m","DIRECTORY"),!
 WRITE "$zparse(""/x/y.tar.gz"",""TYPE"") => ",$zparse("/x/y.tar.gz","TYPE"),!
 WRITE "$zparse(""/x/y.tar.gz"",""NAME"") => ",$zparse("/x/y.tar.gz","NAME"),!
 WRITE "$zparse(""/x/y"",""DEVICE"") => ",$zparse("/x/y","DEVICE"),!
 WRITE "$zparse(""/x/y"",""NODE"") => ",$zparse("/x/y","NODE"),!
 DO e("w $zparse()")
 DO e("w $zparse(""a"",""FOO"")")
 DO e("w $zparse(""a"",1,2,3,4,5)")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
