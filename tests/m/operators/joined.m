joined ; concatenations in parentheses are joined where they stand; WRITE of one that begins with a parenthesis waits for all of it
 n n,t,x,y,z,d,$et
 s $et="w "" ! "",$p($zs,"","",3,4),! s $ec="""" q",d=0
 f n=1:1 s t=$t(l+n) q:t'[";"  d one($p(t,";"))
 q
one(t) ;
 s x="A",y="B",z=""
 w t," => " x t w z,!
 q
c(x) s x=x_1 q "c"
l ;
 s z=(x_"-")_$$c(.x) ;
 s z=(x_y)_$$c(.x) ;
 s z=(y_x)_$$c(.x) ;
 s z=(x_y_x)_$$c(.x) ;
 s z=(x_(y_x))_$$c(.x) ;
 s z=x_(y_x)_$$c(.x) ;
 s z=x_(y_x_$$c(.x)) ;
 s z=x_(x)_$$c(.x) ;
 s z=((x_y)_x)_$$c(.x) ;
 s z=((x_y_x))_$$c(.x) ;
 s z=(x_y)_x_$$c(.x) ;
 s z=x_((y_x)_$$c(.x)) ;
 s z=(x_y)_$$c(.x)_x ;
 s z=y_$$c(.x)_(x_y)_x_$$c(.x) ;
 s z=$e((x_y)_$$c(.x),1,9) ;
 s z=(x_zz)_(1/0) ;
 s z=x_zz_(1/0) ;
 s z=(x_zz)_v(9) ;
 s z=(x_y_"z")_x_(x_y)_"!" ;
 w (x_y)_$$c(.x) ;
 w y_(x_y)_$$c(.x) ;
 w (x)_y_$$c(.x) ;
 w (x)_(y_x)_$$c(.x) ;
 w (x)_(x/d) ;
 w x_(x/d) ;
 w x_((x)_(x/d)) ;
 w (x_y)_(x/d) ;
 w ((x_(x/d))) ;
 w @"(x)_(x/d)" ;
 w "1"_"2"+3,("1"_2)*("3"_4),"1"_-"3"+2,1_(2>1)+2,1_1.50_"x"+1 ;
