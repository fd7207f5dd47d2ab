ZSFILE ; ZSHOW while a file is the current device
 s x=1,y(2)=$j("",100) o "f":newversion u "f":(width=30:wrap) zshow "vs" zwr x
 u 0 c "f" o "f":readonly u "f" f i=1:1 r l q:$zeof  u 0 w i,":",l,"|",! u "f"
 c "f"
 q
