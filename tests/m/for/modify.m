modify ; changing the control variable and limits
 n i,n,s
 f i=1:1:10 s i=i+2 w i," "
 w "=> ",i,! s n=3 f i=1:1:n s n=10 w i," "
 w "=> ",i,! s s=1 f i=1:s:6 s s=3 w i," "
 w "=> ",i,! f i=1:1:3 s i=$s(i=2:"2abc",1:i) w i," "
 w "=> ",i,! f i=1:1:5 w i," " s:i=3 i=100
 w "=> ",i,! f i(1)=1:1:3 w i(1)
 w "=> ",i(1),! s a=2 f i(a)=1:1:3 w i(2) s a=5
 w "=> ",$g(i(2)),$g(i(5)),! s n="v" f @n=1:1:3 w v
 w !
 q
