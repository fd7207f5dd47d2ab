leak ; opening, closing, ZSHOW and failed OPENs leave no descriptors and no memory behind
 n i,f0,m0,x,v,port,f
 o "L":(listen=$zcmdline_":TCP":attach="L":delim=$c(10))::"SOCKET" u "L" w /listen(5) u $p
 d round(10) s f0=$$files,m0=$$memory d round(60)
 w "descriptors grew by less than 10: ",$$files-f0<10," memory grew by less than 3 MB: ",$$memory-m0<3000,!
 q
round(n) f i=1:1:n d
 . o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":delim=$c(10)):9:"SOCKET" u "L" w /wait(9) s h=$p($key,"|",2)
 . w "hello",! u "c" r v:9 zshow "D":x k x
 . d bad("o ""n"":(connect=""127.0.0.1:"_($zcmdline+1)_":TCP""):0:""SOCKET""")
 . d bad("o ""n"":(connect=""999.1.2.3:1:TCP""):0:""SOCKET""") d bad("o ""n"":(listen=""x:TCP""):0:""SOCKET""")
 . d bad("o ""n"":(listen="""_$zcmdline_":TCP""):0:""SOCKET""") d bad("u ""c"":socket=""nosuch""")
 . c "c" c "L":socket=h
 . o "l":(listen=$ztrnlnm("TMPD")_"/l.sock:LOCAL":attach="l")::"SOCKET" c "l":destroy
 u $p q
bad(c) n $et s $et="s $ec="""" q"
 x c q
files() q $$shell^sk("ls /proc/"_$j_"/fd | wc -l")
memory() q $$shell^sk("awk '/^VmRSS/{print $2}' /proc/"_$j_"/status")
