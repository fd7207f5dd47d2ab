zff16 ; ZFF, delimiters and READ * / WRITE * in UTF-16
 ;@env gtm_chset=UTF-8 gtm_icu_version=72
 n s,i,v f s="UTF-16LE","UTF-16BE","UTF-16" d
 . o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":delim=$c(8364)_":"_$c(10):zff=$c(228)_"x":chset=s):9:"SOCKET"
 . u "c" w "a",#,"b",! f i=223,8364,128512 w *i w:i=128512 !
 . f i=1:1:5 r *v:9 u $p w v," " u "c"
 . r v#2:9 u $p zwr v u "c" r v:9 u $p zwr v c "c"
 q
