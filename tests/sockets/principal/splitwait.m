splitwait ; WRITE /WAIT on a split principal device looks at its input side
 ;@principal split
 n v,i s %out=$ztrnlnm("TMPD")_"/report.txt" o %out:newversion
 u $p:delim=$c(10)
 w /wait(.3) d st^spu("nothing yet")
 w "go",! u $p w /wait(5) d st^spu("data in the system")
 r v d rd^spu("read",v)
 w /wait(.3) d st^spu("data received with the line before, and not read")
 r v:5 d rd^spu("read",v)
 w /wait(.3) d st^spu("nothing again")
 w "end",! u $p w /wait(5) d st^spu("the end")
 r v:5 d rd^spu("read",v)
 q
