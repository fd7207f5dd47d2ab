SFOPENERR ; OPEN errors and $ZSTATUS, $ZA-like state and $DEVICE after them
 s $et="w $zs,"" dev="",$device,! s $ec="""" q"
 d 1,2,3,4,5,6,7,8
 q
1 o "missing.txt":readonly w "opened",! q
2 o "nodir/a.txt":newversion w "opened",! q
3 o "/":newversion w "opened",! q
4 o "a.txt":(readonly:newversion) w "opened",! q
5 o "" w "opened",! q
6 o "a.txt":recordsize=0 w "opened",! q
7 o "a.txt":(newversion:recordsize=-5) w "opened",! q
8 o "a.txt":(fixed:recordsize=2000000) w "opened",! q
