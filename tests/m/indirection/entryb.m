entryb ; more entryref indirection
 n x,y
 s x="p(1)" d @x d @"p(2)" s x="p(1),p(2)" d @x
 s x="p(.y)" d @x w y,!
 s x="",y="x" 
 do e("d @x")
 do e("d @""nosuch""")
 do e("d @""1+""")
 do e("d @""p()""")
 do e("d @""p(1""")
 do e("d @""p(1)x""")
 do e("d @""p^entryb(3)""")
 do e("w $$@""f""(3)")
 do e("w $$@""f^entryb""(3)")
 do e("s x=""f"" w $$@x(4)")
 do e("s x=""f"",y=""entryb"" w $$@x^@y(5)")
 do e("w $t(@""f"")")
 do e("w $t(@""f^entryb"")")
 do e("s x=""f+1"" w $t(@x)")
 do e("s y=""entryb"" w $t(f^@y)")
 do e("s x=""p"",y=""entryb"" d @x^@y")
 do e("s x=""nosuch"" d @x^entryb")
 do e("s n=1 d p+n")
 q
lab w "at lab" q
f(n) q n*2
p(n) s:'$d(n) n="undef" w "p",n,! s n="changed" q
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
