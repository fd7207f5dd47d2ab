append ; building strings by appending
 n n,i,j,s,t s n=$s($zcmdline:+$zcmdline,1:2200),t=0
 f j=1:1:n s s="" f i=1:1:5000 s s=s_(i#10) s:i#1000=0 t=t+$l(s)
 w "append ",t," ",$e(s,$l(s)-9,$l(s)),!
 q
