SFRDWIDTH ; reading long lines with a short RECORDSIZE or WIDTH
 s f="a.txt" o f:newversion u f w "0123456789abcdefghij",!,"short",!,! c f
 o f:(readonly:recordsize=8) d all
 o f:(readonly:stream:recordsize=8) d all
 o f:(readonly:variable:recordsize=8) d all
 o f:readonly u f:width=6 d all
 o f:(readonly:recordsize=8:wrap) d all
 q
all n l,i u f f i=1:1:20 r l q:$zeof  u 0 w i,":",l," " u f
 u 0 w ! c f q
