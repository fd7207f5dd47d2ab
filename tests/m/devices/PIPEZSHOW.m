PIPEZSHOW ; ZSHOW "D" of PIPEs
 o "p":(command="cat")::"PIPE",("q"):(command="cat":readonly:stderr="qe")::"PIPE"
 zshow "d":d f i=1:1 q:'$d(d("D",i))  w:$e(d("D",i))'="0" d("D",i),!
 c "p","q"
 o "p":(shell="/bin/sh":command="cat":independent:parse:fixed:recordsize=50)::"PIPE"
 zshow "d":d f i=1:1 q:'$d(d("D",i))  w:$e(d("D",i))'="0" d("D",i),!
 c "p"
 q
