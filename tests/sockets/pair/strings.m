strings ; client and server exchange strings up to 1 MiB, with and without delimiters
 ;@pair
 q
sizes() q "0,1,2,255,256,1023,1024,1025,4096,32767,65536,99999,1048575,1048576"
server n i,n,v,h
 o "s":(listen=$zcmdline_":TCP":attach="L"):10:"SOCKET" u "s":(width=0) w /wait(30)
 ; fixed lengths
 f i=2:1:$l($$sizes,",") s n=$p($$sizes,",",i) r v#n s h=$$cut(v) u $p w "got ",n," ",h,! u "s" w $$str^sk(n)
 ; delimited, longer ones than WIDTH
 u "s":(delim=$c(13,10):width=1048576:nowrap)
 f i=1:1:$l($$sizes,",")-1 s n=$p($$sizes,",",i) r v s h=$l(v)_" "_$$cut(v) u $p w "line ",h,! u "s" w $$str^sk(n),!
 r v u $p w "end ",$zeof,!
 q
client n i,n,v,h
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c"):30:"SOCKET" u "c":(width=0)
 f i=2:1:$l($$sizes,",") s n=$p($$sizes,",",i) w $$str^sk(n) r v#n s h=$$cut(v) u $p w "got ",n," ",h,! u "c"
 u "c":(delim=$c(13,10):width=1048576:nowrap)
 f i=1:1:$l($$sizes,",")-1 s n=$p($$sizes,",",i) w $$str^sk(n),! r v s h=$l(v)_" "_$$cut(v) u $p w "line ",h,! u "c"
 c "c" q
cut(v) q $$sum^sk($e(v,1,2000))_" "_$$sum^sk($e(v,$l(v)-2000,$l(v)))_" "_(v=$$str^sk($l(v)))
