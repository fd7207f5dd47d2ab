PIPEBASIC ; PIPE: write to and read from a command, WRITE /EOF, $ZEOF, $ZCLOSE
 s p="p" o p:(shell="/bin/sh":command="sort")::"PIPE" u p
 w "pear",!,"apple",!,"fig",! w /eof
 f i=1:1 r x q:$zeof  s x(i)=x
 s x=$zeof u 0 zwr x
 c p w "zclose=",$zclose,!
 o p:(command="exit 3")::"PIPE" u p r x s e=$zeof u 0 w "[",x,"] ",e,! c p w "zclose=",$zclose,!
 o p:(command="kill -9 $$")::"PIPE" u p r x u 0 c p w "zclose=",$zclose,!
 q
