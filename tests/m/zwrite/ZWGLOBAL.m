ZWGLOBAL ; ZWRITE of globals: whole, ranges, patterns, naked, indirection
 k ^a,^ab,^b s ^a=1,^a(1)=2,^a(1,2)="three",^a("x",$c(9))=4,^ab="ab",^b("k")="b"
 zwr ^a w "--",! zwr ^a(1,*) w "--",! zwr ^a("x":) w "--",! zwr ^ab,^b
 w "--",! zwr ^?1"a".e
 w "--",! s n="^a(1)" zwr @n s x=^a(1,2) zwr ^(2)
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 d e1
 q
e1 zwr ^nosuch
 w "none",! q
