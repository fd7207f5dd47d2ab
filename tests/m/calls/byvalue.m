byvalue ; call by value
 n a,b s a=1,b=2
 d s1(a,b) w a,b,!
 d s1(a+b,b_"x") d s1("lit",1.50)
 w $$add(1,2)," ",$$add(a,b)," ",$$add("3x",4),!
 w $$cat("a","b","c"),"|",$$cat("a",,"c"),"|",$$cat("a"),!
 d opt() d opt(1) d opt(,2) d opt(1,2) d opt(,,3)
 d noargs w "n ",!
 s a(1)=5 d arr(a) d arr(a(1))
 w $$rec(5),!
 w $$add($$add(1,2),$$add(3,$$add(4,5))),!
 s x=$$add(1,2)*$$add(3,4)-$$add(0,1) w x,!
 q
s1(x,y) s x=x_"!",y=y_"?" w x,y,! q
add(x,y) q x+y
cat(x,y,z) q $g(x)_"-"_$g(y,"def")_"-"_$g(z,"def")
opt(x,y,z) w $d(x),$d(y),$d(z)," ",$g(x),$g(y),$g(z),! q
noargs w "noargs " q
arr(v) w v," ",$d(v),! q
rec(n) q:n<2 1 q n*$$rec(n-1)
