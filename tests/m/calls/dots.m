dots ; argumentless DO blocks
 n i,x s x=0
 d
 . w "1",!
 . d
 . . w "2",!
 . . d
 . . . w "3",!
 . . w "2 again",!
 . w "1 again",!
 w "0",!
 i 1 d  w "tail",!
 . w "in if",!
 e  d
 . w "bad",!
 d  d  w "both",!
 . s x=x+1 w "x",x,!
 f i=1:1:2 d
 .w "i",i
 .f j=1:1:2 d
 ..w "j",j
 ..q:j=2
 ..w "-"
 .w !
 d
 . n y s y=5 d sub w y,!
 w $d(y),!
 . w "unreached dotted line",!
 w "skipped it",!
 d
 ; comment between
 . w "after comment",!
 d
 w "no block",!
 d  q:x=2  w "bad"
 . s x=2
 w "bad",!
sub s y=y*2 q
