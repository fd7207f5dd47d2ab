scope ; variables seen by callees
 s a=1,b=2 d t1 w a,b,$g(c),!
 d t2(5) w a,b,! d t3 w a,! 
 s x=$$t4 w x,a,! d t5(a,.b) w a,b,!
 d t6(.a) w a,$d(p),! k
 f i=1:1:3 d t7 w i
 w !
 q
t1 s a=10,c=30 q
t2(a) s b=a d t21 w a,! q
t21 s a=a+1 q
t3 n a s a="local" d t31 w a,! q
t31 s a=a_"+" q
t4() n (b) s a="new" q a_b
t5(b,a) w a,b," " s a="A",b="B" q
t6(p) n a s a="inner",p="outer" w a,p," " q
t7 n i f i=1:1:2 w "."
 q
