writeerr ; WRITE errors
 D e("w")
 D e("w 1,")
 D e("w ,1")
 D e("w zz")
 D e("w 1,zz,2")
 D e("w *")
 D e("w ?")
 D e("w *""abc""")
 D e("w 1 2")
 D e("w ""a"" ""b""")
 D e("w $$")
 D e("w !1")
 D e("w #!,""ok""")
 D e("w !!?5,""x""")
 D e("w /foo")
 D e("w:zz 1")
 D e("w:1/0 1")
 D e("w *-1")
 D e("w ?zz")
 D e("wr 1")
 D e("writ 1")
 D e("write 1")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
