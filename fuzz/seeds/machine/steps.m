steps ; each step in its own trapped frame
 n zs f zs="a","b","c","d","e","f","g","h","i","j" d step(zs)
 w "level ",$zl," [",$ec,"]",! q
step(l) n $et s $et="w ""<"",$p($zs,"","",2,3),""|"",$ec,"">"" s $ec="""" q"
 w l,": " d @l w " done",! q
a w 1/0
 q
b s x=$$bx w "got [",$g(x,"undef"),"]" q
bx() q zz
c x "w 1 w zz w 2" w " rest" q
d d
 . w "blk " w zz
 . w "not"
 w " after blk" q
e f i=1:1:3 w i,1/(i-2)
 w "after for" q
f d f1 w "f rest" q
f1 d f2 w "f1 rest" q
f2 n a s a=1 w yy w "bad" q
g n $et s $et="w ""inner trap "" q" d f2 w "bad" q
h n $et s $et="w ""inner clears "" s $ec="""" q" d f2 w "h goes on" q
i s $ec=",U7," w "bad" q
j n $et s $et="" d f2 w "bad" q
