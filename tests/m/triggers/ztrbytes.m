ztrbytes ; subscripts with characters that are shown by their numbers
 n x
 f x="+^a("""_$c(138)_"x"":)","+^a(""x"_$c(1)_"y"":""z"")","+^b("""_$c(0)_""")","+^b(i=$c(9,200);""q"")" d
 . w $ztrigger("item",x_" -commands=S -xecute=""w 1,!""")
 w $ztrigger("select"),!
 s ^a($c(138)_"x")=1,^a("y")=2,^b($c(0))=3,^b($c(9,200))=4
 w $ztrigger("item","-*"),!
 q
