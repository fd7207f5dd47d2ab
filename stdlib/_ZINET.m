%ZINET ; Gives a command to the Internet daemon: that of $ZCMDLINE, or those of the input if called by this name without one
 n line
 i $zcmdline'="" w $$FUNC($zcmdline),! q
 f  r line q:$zeof!(line="")  w $$FUNC(line),!
 q
FUNC(line) q $&inetd.zinet(line) ; the answer, whose lines have $C(10) between them
