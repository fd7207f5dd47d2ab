PIPESTDERR ; STDERR gives a second device for the command's error output
 s p="p" o p:(command="echo out; echo err 1>&2; echo err2 1>&2":stderr="e")::"PIPE"
 u p r a,b s z=$zeof u 0 w a,"|",b,"|",z,!
 u "e" r a,b,c s z=$zeof u 0 w a,"|",b,"|",c,"|",z,!
 c p
 s $et="w $p($zs,"","",3,4),! s $ec="""" q"
 d use
 o p:(command="echo both; echo err 1>&2")::"PIPE" u p r a,b,c s z=$zeof u 0 w a,"|",b,"|",c,"|",z,! c p
 q
use u "e" w "x",! q
