SFZSHOW ; ZSHOW "D" of files with various parameters
 o "a":newversion,"b":(newversion:fixed:recordsize=80),"c":(newversion:stream:wrap:recordsize=132)
 o "d":(newversion:variable:recordsize=70) u "d":(width=60:length=10:nowrap) u 0
 c "a" o "a":readonly,"e":(newversion:exception="w ""exc""")
 d show c "c","d" d show
 q
show n d zshow "d":d f i=1:1 q:'$d(d("D",i))  w:"0"'[$e(d("D",i)) d("D",i),!
 w "--",! q
