longdelim ; ZBFSIZE smaller than messages, delimiters of several characters, long reads
 n i,v,dl,k s dl="<<end of record>>:--:"_$c(13,10) d both^sk(dl,":zbfsize=16")
 f i=1:1:8 r v s k=$key d rd^spu("read "_i,v)
 f i=1:1:4 r v#40000:9 d rd^spu("fixed "_i,v)
 u $p w "buffer ",$zsocket("s","ZBFSIZE",0),!
 q
