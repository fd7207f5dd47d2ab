FIFO2 ; FIFO between two programs: READONLY and WRITEONLY ends, end of the input
 zsystem "mkfifo ff; (printf 'from shell\nsecond\n' > ff) &"
 o "ff":(fifo:readonly):5 w $t," "
 u "ff" r a:5,b:5 s t=$t u 0 w a,"|",b,"|",t,!
 u "ff" r c:5 s t=$t,e=$zeof u 0 w "[",c,"] ",e,!
 c "ff"
 zsystem "(cat ff > got.txt) &"
 o "ff":(fifo:writeonly):5 w $t,! u "ff" w "to the shell",! c "ff"
 h .3 zsystem "cat got.txt; rm ff"
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 d e
 q
e o "nodir/ff":(fifo:newversion) w "opened",! q
