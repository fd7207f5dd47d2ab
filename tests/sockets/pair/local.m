local ; the same over a LOCAL socket
 ;@pair
 q
server n i,n,v,h,f s f=$ztrnlnm("TMPD")_"/s.sock"
 o "s":(listen=f_":LOCAL":attach="L":delim=$c(10)):10:"SOCKET" u "s":(width=0) w /wait(30)
 f i=1,1000,1024,300000,1048575 r v s h=$l(v)_" "_(v=$$str^sk(i))_" "_$a($key) u $p w h,! u "s" w "*",v,!
 f i=1,1000,300000 r v#i s h=$l(v)_" "_(v=$$str^sk(i)) u $p w h,! u "s"
 r v u $p w "end ",$zeof,! q
client n i,n,v,h,f s f=$ztrnlnm("TMPD")_"/s.sock"
 o "c":(connect=f_":LOCAL":attach="c":delim=$c(10)):30:"SOCKET" u "c":(width=0)
 f i=1,1000,1024,300000,1048575 w $$str^sk(i),! r v s h=$l(v)_" "_($e(v)="*") u $p w h,! u "c"
 f i=1,1000,300000 w $$str^sk(i)
 c "c" q
