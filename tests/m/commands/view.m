view ; VIEW and $VIEW parts that are safe
 v "noundef" w "undef var: [",zz,"] [",zz(1),"]",! v "undef"
 DO e("w zz")
 v "NOUNDEF" s a=b+1 w a,! view "UNDEF"
 DO e("s a=b+1")
 w $view("undef")," ",$v("GVDUPSETNOOP"),!
 w $v("REGION","^a"),!
 w $v("GVNEXT",""),"|",$v("GVFIRST"),"|",!
 v "LVNULLSUBS" s a("")=1 w a(""),!
 v "NOLVNULLSUBS"
 DO e("s a("""")=2")
 DO e("w $d(a(""""))")
 DO e("w $g(a(""""))")
 v "LVNULLSUBS"
 DO e("v ""BADKEYWORD""")
 DO e("w $v(""BADKEYWORD"")")
 DO e("w $view(""lvnullsubs"")")
 DO e("v:0 ""x""")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
