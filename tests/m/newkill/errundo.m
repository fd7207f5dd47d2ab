errundo ; variables after an error unwound
 s a=1,b=2
 d t1 zwr
 d t2 zwr
 s x=$$t3 zwr
 d t4 zwr
 q
t1 n $et,a s $et="s $ec="""" q",a=5,b=6 w 1/0 w "no",! q
t2 n $et s $et="w ""lvl "",$zl,! s $ec="""" q" n a s a="in" d t21 w "t2 goes on ",a,! q
t21 n b s b="deep",a="changed" w zz
 q
t3() n $et s $et="s $ec="""" q ""dflt""" n a s a=9 q a/0
t4 n $et s $et="g t4e" n b s b="t4b" f i=1:1:3 w:i=2 zz w i," "
 q
t4e w "e ",b," ",i,! s $ec="" q
