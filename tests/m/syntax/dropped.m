dropped ; what GT.M drops of a line with an error: the command itself, and a FOR with its body
 n n,i,j,x,$et
 s $et="w "" ! "",$p($zs,"","",2,4),! s $ec="""" q"
 f n=1:1:30 q:$t(@("t"_n))=""  w n,": " d @("t"_n)
 q
o(p,q) w "(o)"
 q:$q 7 q
t1 w "a" w 1,$$o(,(-2)**.5)
 q
t2 w "a" w $$o(),$e(1,(-2)**.5)
 q
t3 w "a" w:0 1,(-2)**.5 w 3,!
 q
t4 w "a" w:$$o() 1,(-2)**.5 w 3,!
 q
t5 w "a" f i=1,2,(-2)**.5 w i
 q
t6 w "a" f i=1:1:3 w i w:i=2 (-2)**.5
 q
t7 w "a" s x=1,y=$$o(),z="1E50"*2
 q
t8 w "a" i 1 w 3 f i=1:1:2 w 4,(-2)**.5
 q
t9 w "a" f i=1:1:2 f j=1:1:2 w j w (-2)**.5
 q
t10 w "a" w $s(0:(-2)**.5,1:2),!
 q
t11 w "a" w "1"_"E99"["1"
 q
t12 w "a" w 5<("1"_"E99")
 q
t13 w "a" w +("1"_"E99")
 q
t14 w "a" w "1"]]("1E3"_99.99)
 q
t15 w "a" w (1=1)_"E99"+1
 q
t16 w "a" f i=1:1:3 w i w 1,(
 q
t17 w "a" i 1 w 1 f i=1:1:2 w i w (
 q
t18 w "a" f i=1:1:2 w i foo 1
 q
t19 w "a" f i=1:1:2 w i s $foo=1
 q
t20 w "a" f i=1:1:2 d  w 3 w (1
 . w i
 q
t21 w "a" f i=1:1:2 w i ; (
 w ! q
t22 w "a" s x="w 5 f i=1:1:2 w i w (-2)**.5" x x
 q
