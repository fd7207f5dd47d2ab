COMPERR ; code that does not compile raises its error only when control reaches it
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 zsystem "printf 'ce w ""start"",!\n i 1 w ""before"",! w )bad,!\n q\nok w ""ok"",!\n q\nnocmd foo 1\n q\nlate q:1  w $zzz\n q\n' > ce.m"
 s $zro=". "_$zro
 s $zcompile="-nowarning"
 d ^ce d ok^ce d nocmd^ce d late^ce
 q
