noetrap ; empty $ETRAP and halting trap
 s $et="w ""fatal "",$zs,! h"
 w "go",!
 d deep(3)
 w "never",!
deep(n) d:n deep(n-1) w:'n nosuch q
