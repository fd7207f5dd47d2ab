ZSBAD ; ZSHOW with unknown codes, empty codes, repeated codes, no codes, indirection
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 s a=1
 f c="""Q""","""vQ""","""""","""vv""","""VS""","","1","@c2","""v"":","""v"":a","""v"":1" d t(c)
 q
t(c) n c2 s c2="""v""" w c," -> " x "zshow "_c
 w "ok",!
 q
