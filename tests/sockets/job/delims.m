delims ; a JOB with a socket: its delimiters are its own; data that was received goes along; output elsewhere
 n h,d,i,v s d=$ztrnlnm("TMPD")
 o "s":(listen=$zcmdline_":TCP":attach="L":delim="|"):9:"SOCKET"
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":delim="|"):9:"SOCKET" u "s" w /wait(9) s h=$p($key,"|",2)
 u "c" w "first",!,"second|third"_$c(10)_"fourth"_$c(10)
 u "s" r v:9 u $p w "parent: ",v,! u "s":detach=h
 s x="j child^delims:(input=""SOCKET:"_h_""":output=""SOCKET:"_h_""":error="""_d_"/err"")" x x
 u "c" f i=1:1:3 r v:20 u $p w "answer: ",v,! u "c"
 u $p w "pool: ",$zsocket(,"NUMBER"),!
 q
child n v,i
 w $zsocket($p,"DELIMITER",0),"|" u $p:delim=$c(10)
 r v:9 w v,"|" r v:9 w v,"|" q
