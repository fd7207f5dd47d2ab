inetd ; what a program started by inetd does: messages with delimiters, a body of a given length, the end
 ;@principal same
 n v,n,h s %out=$ztrnlnm("TMPD")_"/report.txt" o %out:newversion
 u $p:(nowrap:delim=$c(13,10):ioerror="TRAP":exception="g end")
 f  r v:9 q:v=""  s h($p(v,": "))=$p(v,": ",2)
 u $p:nodelim r v#h("Length"):9 d rd^spu("body",v)
 u $p:delim=$c(13,10) w "Length: ",$l(v),!,!,v
 r v:9 d rd^spu("after it",v) r v:9 d rd^spu("not reached",v)
 q
end u %out w "end: ",$p($zs,",",3),! zwr h
 q
