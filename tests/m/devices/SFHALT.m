SFHALT ; QUIT from the first routine while a file has an unfinished line
 o "a.txt":newversion u "a.txt" w "unfinished"
 zsystem "wc -c < a.txt"
 u 0 c "a.txt" zsystem "wc -c < a.txt; od -c a.txt | head -3"
 o "b.txt":(newversion:fixed:recordsize=4) u "b.txt" w "ab" c "b.txt" zsystem "od -c b.txt"
 o "c.txt":(newversion:stream) u "c.txt" w "ab" c "c.txt" zsystem "od -c c.txt"
 o "d.txt":(newversion:stream) u "d.txt" w "abc",!,"d",# c "d.txt" zsystem "od -c d.txt"
 q
