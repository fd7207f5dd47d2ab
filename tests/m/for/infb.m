infb ; loops with argumentless FOR and DO blocks
 n i,j s i=0
 f  d  q:i>3
 . s i=i+1
 . w "i",i," "
 w !
 f i=1:1:3 d
 . f j=1:1:3 d  q:j=2
 . . w i,"-",j," "
 w !
 f i=1:1:4 d  w "tail "
 . q:i=2
 . w i," "
 w !
 f i=1:1:5 d:i#2
 . w i," "
 w !
 f i=1:1:3 d  d  w "|"
 . w "b",i
 w ! s j=0
 f  s j=j+1 d  q:$g(stop)
 . i j=3 s stop=1
 w j,! k stop
 f i=1:1:3 d sub(i) w "r"
 w !
 f i=1:1:2 x "w i s i=i+10"
 w i,!
 f i=1:1:2 x "f j=1:1:2 w i,j,"" """
 w !
 q
sub(n) w "s",n q
