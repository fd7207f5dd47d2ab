fallflst ; falling into a label with a formal list raises
 n $et s $et="w $p($zs,"","",3),! s $ec="""" q"
 d a w "next",! d c w "next",!
 q
a w "a",!
b(x) w "bad",! q
c d
 . w "block end then label",!
d() w "bad",! q
