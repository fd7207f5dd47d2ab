kill ; KILL forms
 s a=1,a(1)=2,a(1,2)=3,b=4,c=5 k a(1) zwr  k a zwr  kill b,c zwr
 w "all",! s a=1,b=2,c(1)=3 k  zwr  w "after",!
 s a=1,b=2,c=3,d=4 k (b,d) zwr
 w "x",! s a=1,a(1)=2,b=2 k (a) zwr
 w "post",! k:0 a k:1 a zwr
 s a=1,b=2 k @"a" zwr
 s a=1,b=2 k @"a,b" zwr
 w "sub",! s a(1)=1,a(1,1)=2,a(2)=3,x=1 k a(x) zwr
 k nosuch,nosuch(1,2) w "ok",!
 s ^g=1,^g(1)=2,^h=3 k ^g w $d(^g),$d(^h),! k ^h w $d(^h),!
 s ^g(1,1)=1,^g(1,2)=2 k ^g(1,1) w $d(^g(1)),$d(^g(1,1)),! k ^g(1) w $d(^g),!
 s a=1,(b,c)=2 k a,(b) zwr
 k  s a=1 k (a,zz) zwr
 d e("k ()")
 q
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
