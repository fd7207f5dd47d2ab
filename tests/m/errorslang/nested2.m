nested2 ; errors inside traps step by step
 n zs f zs="a","b","c","d","e" d step(zs)
 q
step(l) n $et s $et="w ""<outer "",$ec,"" "",$p($zs,"","",2,3),"">"" s $ec="""" q"
 w l,": " d @l w " done",! q
a n $et s $et="w ""a trap "" w 1/0" w zz q
b n $et s $et="d b2" w zz q
b2 w "b2 " w yy q
c n $et s $et="s $ec="""" w 1/0" w zz q
d n $et s $et="x ""w """"x in trap """" w yy""" w zz q
e n $et s $et="d e2 s $ec="""" q" w zz q
e2 n $et s $et="w ""e2 trap "" s $ec="""" q" w 1/0 q
