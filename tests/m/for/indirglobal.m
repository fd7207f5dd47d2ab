indirglobal ; the control variable of a FOR behind @ is a local
 n n,t,y,z,$et
 s $et="w "" ! "",$p($zs,"","",3,4),! s $ec="""" q"
 k ^g f n=1:1 s t=$t(l+n) q:t'[";"  d one($p(t,";"))
 k ^g
 q
one(t) ;
 s z="" w t," => " x t w z,!
 q
f() w "f" q 1
g() w "g" q "^g"
l ;
 s y="^g" f @y=1:1:3 s z=z_^g ;
 s y="^g(1)" f @y=1:1:3 s z=z_1 ;
 s y="^g" f @y=1,2 s z=z_1 ;
 s y="^g" f @y@(1)=1:1:3 s z=z_1 ;
 s ^g(5)=1,y="^(1)" f @y=1:1:3 s z=z_1 ;
 s y="@""^g""" f @y=1:1:3 s z=z_1 ;
 s y="@""a""" f @y=1:1:3 s z=z_a ;
 s y="v(1)" f @y=1:1:3 s z=z_v(1) ;
 s y="^g" f @y=$$f():1:3 w 1 ;
 s y="^g" f @y=1/0:1:3 w 1 ;
 f @$$g()=$$f():1:3 w 1 ;
 s y="" f @y=1:1:3 w 1 ;
 s y="a b" f @y=1:1:3 w 1 ;
