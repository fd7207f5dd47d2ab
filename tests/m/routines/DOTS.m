DOTS ; argumentless DO and block levels, QUIT in blocks, IF/ELSE and $TEST around blocks
 i 1 d  w "t=",$t,!
 . w "1 "
 . i 0 d
 . . w "never"
 . d
 . . w "2 "
 . . q:1  w "no"
 . . w "no"
 . e  w "else "
 w "out",!
 f i=1:1:3 d  q:i=2
 . w i," " q:i=1  w "second "
 w ! d:0
 . w "no"
 d  d  w "twice",!
 . w "x "
 d
 . ; comment
 .;w "no"
 .w "nospace ",!
 i 0 e  d
 . w "else block",!
 s x=$$f w x,!
 q
f() d  q "f"
 . w "block in f " q
