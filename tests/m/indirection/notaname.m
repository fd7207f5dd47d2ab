notaname ; texts that are no names
 s a=5,a(1)=7
 f x="1","1x","1(1)","1 ","""a""(1)","+a","$x(1)","(1)","a b","a (1)","a(1) ","a;","" d e("w $d(@x)") d e("s @x=1") d e("s z=@x") d e("k @x")
 q
e(zc) n $et s $et="d et s $ec="""" q" w zc," x=",x,"> " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
