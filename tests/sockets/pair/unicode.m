unicode ; two processes in UTF-8 mode: characters of one to four bytes, delimiters of several, fixed lengths, UTF-16
 ;@pair
 ;@env gtm_chset=UTF-8 gtm_icu_version=72
 q
text(n) n x,i s x="" f i=1:1:n s x=x_$c($p("65,223,8364,128512",",",i#4+1))
 q x
server n n,v,h,k
 o "s":(listen=$zcmdline_":TCP":attach="L":delim=$c(228,246)_":"_$c(10)):9:"SOCKET" u "s":(width=0) w /wait(30)
 f n=1,2,3,4,500,20000 r v s k=$key,h=$l(v)_" "_$zl(v)_" "_(v=$$text(n))_" "_$l(k) u $p w h,! u "s" w v,!
 f n=1,2,3,4,500,20000 r v#n s h=$l(v)_" "_$zl(v)_" "_(v=$$text(n)) u $p w h,! u "s"
 f n=1:1:4 r *v u $p w v,! u "s"
 u "s":(chset="UTF-16LE") w "ok",! r v u $p w $l(v)," ",v=$$text(99),! u "s" r v u $p w "end ",$zeof,!
 q
client n n,v,h,k
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":delim=$c(228,246)_":"_$c(10)):30:"SOCKET" u "c":(width=0)
 f n=1,2,3,4,500,20000 w $$text(n),! r v s k=$key,h=$l(v)_" "_(v=$$text(n))_" "_$l(k) u $p w h,! u "c"
 f n=1,2,3,4,500,20000 w $$text(n)
 f n=65,223,8364,128512 w *n
 u "c":(chset="UTF-16LE") r v u $p w v,! u "c" w $$text(99),! c "c"
 q
