PIPEFIXED ; FIXED, STREAM, RECORDSIZE and WRAP on a PIPE
 s p="p" o p:(fixed:recordsize=4:command="cat")::"PIPE" u p w "abcdefgh",!,"x",! w /eof f i=1:1:6 r x(i) q:$zeof
 u 0 zwr x c p k x
 o p:(recordsize=5:wrap:command="cat")::"PIPE" u p w "0123456789ab",! w /eof f i=1:1:6 r x(i) q:$zeof
 u 0 zwr x c p k x
 o p:(recordsize=5:nowrap:command="cat")::"PIPE" u p w "0123456789ab",! w /eof f i=1:1:6 r x(i) q:$zeof
 u 0 zwr x c p
 q
