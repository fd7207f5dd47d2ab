scope ; variables and $TEST in XECUTE
 i 1 x "i 0" w $t,! x "i 1" w $t,!
 s a=1 x "s a=a+1,b=a" w a,b,!
 x "n a s a=9 d show" d show
 x "n  w $d(a),!" w a,!
 f i=1:1:2 x "s i=i+1 w i,!"
 s r=$$f("a*10") w r,! s r=$$f("$$f(""a+1"")*2") w r,!
 x "s ^g(1)=1,^(2)=2" w ^(1),^(2),! k ^g
 x "s %x=1" w %x,!
 x "q:a=2  w ""bad"",!" w "q:",!
 q
show w "a=",a,! q
f(e) n v x "s v="_e q v
