positions ; $ZSTATUS positions in lines blocks and routines
 f p="a","a+1","b","c","d","e","g" d at(p)
 d at("top^posaux"),at("top+2^posaux")
 q
at(p) n $et s $et="w p,"" -> "",$p($zs,"","",2),"" "",$zpos,! s $ec="""" q" d @p q
a w zz q
 w zz q
b d  q
 . w "blk "
 . w zz
c x "w zz"
 q
d f i=1:1 d:i=3 d2 q:i>3
 q
d2 w zz q
e s x=$$e1(1) q
e1(n) ;comment
 ;
 q n/0
g g g2
g2 ;
 w $$f^posaux(0) q
