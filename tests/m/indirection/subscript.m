subscript ; subscript indirection
 n a,x,i s a(1)=1,a(1,2)=12,a("k","m")="km",x="a"
 W "@x@(1) => ",@x@(1),!
 W "@x@(1,2) => ",@x@(1,2),!
 W "@x@(""k"",""m"") => ",@x@("k","m"),!
 W "@""a""@(1) => ",@"a"@(1),!
 W "@""a(1)""@(2) => ",@"a(1)"@(2),!
 W "@""a(""""k"""")""@(""m"") => ",@"a(""k"")"@("m"),!
 W "@$na(a(1))@(2) => ",@$na(a(1))@(2),!
 s i="i" 
 DO e("w @x@(1)@(2)")
 W "@""@x""@(1) => ",@"@x"@(1),!
 W "@(""@""_""x"")@(1,2) => ",@("@"_"x")@(1,2),!
 s x="@y",y="a(1)" 
 W "@x@(2) => ",@x@(2),!
 W "@y@(1+1) => ",@y@(1+1),!
 s ref="^g" s @ref@(1)="one",@ref@(1,"x")="two" zwr ^g
 W "@ref@(1,""x"") => ",@ref@(1,"x"),!
 s ref="^g(1)" 
 W "@ref@(""x"") => ",@ref@("x"),!
 W "$o(@ref@("""")) => ",$o(@ref@("")),!
 k @ref@("x") zwr ^g
 s @ref@("n",1)=1 m b=@ref zwr b
 k ^g
 DO e("w @""""@(1)")
 DO e("w @""a(""@(1)")
 DO e("w @""a""@()")
 DO e("w @""1""@(1)")
 DO e("w @zz@(1)")
 s x="a" f i=1:1:3 s @x@(i,"sq")=i*i
 zwr a
 d walk("a")
 q
walk(r) n k s k="" f  s k=$o(@r@(k)) q:k=""  w r,":",k," " d walk($na(@r@(k)))
 w:r="a" ! q
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
