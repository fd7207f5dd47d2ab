inloop ; errors inside FOR and blocks continue outside
 n i,$et s $et="w ""<"",i,"">"" s $ec="""" q"
 f i=1:1:4 d one
 w !
 f i=1:1:4 d
 . w:i#2 i/0
 . w "even ",i," "
 w !
 f i=1:1:3 x "w:i=2 zz w i"
 w ! f i=1:1:3 w $$two(i)," "
 w !
 q
one w:i=2 1/0 w "one",i," " q
two(k) n $et s $et="s $ec="""" q ""E""" q 10/(k-2)
