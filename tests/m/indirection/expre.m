expre ; expression indirection of whole expressions
 n x,i,y s y=7,x="y"
 Do e("w @""1+2""")
 Do e("w @""1+2"",!,@""3*4""")
 Do e("w 1+@""2+3""")
 Do e("s z=@""1+2"" w z")
 Do e("s z=@""y"" w z")
 Do e("i @""1=1"" w ""t""")
 Do e("w $l(@""abc"")")
 Do e("w $s(@""1=1"":1)")
 Do e("w @""$l(""""abc"""")""")
 Do e("s z=@""$l(""""abc"""")"" w z")
 Do e("s z=@""-y"" w z")
 Do e("s z=@""""""lit"""""" w z")
 Do e("s z=@""5"" w z")
 Do e("s z=@""^g"" w z")
 Do e("s z=@""$h"" w z>0")
 Do e("s z=@""$$f(2)"" w z")
 Do e("w @""$$f(2)""")
 Do e("s z=@""y+1"" w z")
 Do e("s z=@""(y)"" w z")
 Do e("s z=@""@x"" w z")
 Do e("s z=@""@""""x"""""" w z")
 Do e("w $$f(@""y"")")
 Do e("w $$f(@""1+1"")")
 Do e("q:@""1=0""  w ""post""")
 Do e("w:@""y=7"" ""post""")
 Do e("w $$f(.@x),y")
 q
f(v) s v=v+1 q v
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
