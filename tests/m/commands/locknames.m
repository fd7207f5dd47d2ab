locknames ; texts that are no names of locks
 n x
 f x="l +@""""","l @""""","l (a,@""$x"")","l +(@""^(2)"")","l +@""1""","l +@"" a""","l +@""a(""","l +@""a b""","za @""""","zd @""^(2)""","l (^g(1),@""^(2)"")","l +@""b(2)""" d t
 q
t ; a lock that failed is let go, so that GT.M takes the next one
 n $et s $et="w x,"" -> "",$p($zs,"","",3,9),! s $ec="""" zgoto 2:u"
 s ^g(1)=1 x x w x," ok",! zsh "l"
u l
 q
