STDIN ; a filter over standard input
 f i=1:1 r l q:$zeof  w $j(i,3)," ",$tr(l,"abcdefghijklmnopqrstuvwxyz","ABCDEFGHIJKLMNOPQRSTUVWXYZ"),!
 w "lines ",i-1," last [",l,"]",!
 q
