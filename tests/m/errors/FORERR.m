FORERR ; errors in FOR, DO blocks and IF; $TEST after them
 s $et="w $zs,"" t="",$t,! s $ec="""""
 i 1 d a w $t,!
 i 0
 d b w $t,!
 d c w $t,!
 q
a f i=1:1:3 i i=2 s x=1/0
 q
b i 1 s x=1/0
 q
c i 1 d
 . i 0
 . s x=1/0
 e  w "else",!
 q
