trailing ; junk after quit and dotted errors
 n $et s $et="w ""<"",$p($zs,"","",3),"">"",! s $ec="""" q"
 n junk s junk=1 d a w "ok",!
 d b w "ok",!
 q
a w "a",! q junk
b d
 . w "blk",!
 . w +
 w "after blk",! q
