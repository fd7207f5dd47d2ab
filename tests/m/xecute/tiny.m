tiny ; little interpreter loop with READ and XECUTE
 n line,n,$et s $et="w ""error "",$p($zs,"","",3,4),! s $ec="""" q",n=0
 f  r line q:$zeof  s n=n+1 w n,"> ",line,! d run(line)
 w "vars:",! k line,n zwr
 q
run(l) x l w:$x ! q
