ZSTEPERR ; ZSTEP over errors, traps, XECUTE and FOR; ZBREAK within FOR
 n $et s $et="w ""trapped"",! s $ec="""" q"
 d sub
 x "s a=1 s b=2"
 f i=1:1:2 s c=i w c,!
 q
sub s x=1/0
 w "no",!
 q
