radix ; base conversion in M
 n n,b
 f n=0,1,10,255,4095,65535,123456789 f b=2,8,16,36 w n," base ",b," = ",$$to(n,b)," back ",$$from($$to(n,b),b),!
 w "dec2hex ",$$FUNC^%DH(255)," ",$$FUNC^%HD("FF"),!
 w "octal ",$$FUNC^%DO(64)," ",$$FUNC^%OD(100),!
 q
to(n,b) n s,d s d="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",s="" f  s s=$e(d,n#b+1)_s,n=n\b q:n=0
 q s
from(s,b) n r,i s r=0 f i=1:1:$l(s) s r=r*b+($f("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",$e(s,i))-2)
 q r
