divzero ; division by zero shapes
 Do e("w 1/0")
 Do e("w 1\0")
 Do e("w 1#0")
 Do e("w 0/0")
 Do e("w 1/""abc""")
 Do e("w 1/""""")
 Do e("w 1/.0")
 Do e("w 1/-0")
 Do e("s x=0 w 5/x")
 Do e("s x=0 w 5\x")
 Do e("s x=0 w 5#x")
 Do e("w 1/(1-1)")
 Do e("w 1/($l(""a"")-1)")
 Do e("s x=1/0")
 w $d(x),!
 Do e("s a=1,b=a/0,c=2")
 w $d(a),$d(b),$d(c),!
 Do e("w ""before"",1/0,""after""")
 Do e("i 1/0 w ""x""")
 Do e("f i=1:1:3 w i,"" "",1/(i-2)")
 Do e("d @$s(1/0:""a"",1:""b"")")
 Do e("w $s(0:1/0,1:""lazy ok"")")
 Do e("w $g(a(1/0))")
 Do e("s @""zz""=1/0")
 Do e("x ""x """"w 1/0""""""")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
