%RADIX ; Numbers of any length in bases from 2 to 16
 q
FROM(s,base) ; decimal digits of s; a sign makes it empty, the first character that is no digit ends it
 n d,i,n
 q:s["-" ""
 s s=$tr(s,"abcdef","ABCDEF"),n=0
 f i=1:1:$l(s) s d=$f("0123456789ABCDEF",$e(s,i))-2 q:d<0!(d'<base)  s n=$$ADD(n,base,d)
 q n
TO(n,base) ; digits of the whole number n
 n q,r,s
 s n=$p(n,"."),s="" s:n="" n=0
 f  s q=$$DIVIDE(n,base,.r),s=$e("0123456789ABCDEF",r+1)_s,n=q q:n=0
 q s
FIXED(n,base,width) ; the same with leading zeros; of a negative number the complement
 n s,digits
 s n=$s(n["E":+n,n?1.N:n,1:$p(+n,"."))
 i n<0 s s=$$TO(-n-1,base),s=$tr($j(s,width)," ",0),digits=$e("0123456789ABCDEF",1,base) q $e($tr(s,digits,$re(digits)),$l(s)-width+1,$l(s))
 q $tr($j($$TO(n,base),width)," ",0)
ADD(n,base,d) ; n*base+d in groups of nine digits
 n c,i,s
 s c=d,s=""
 f i=$l(n):-9:1 s c=$e(n,$s(i>8:i-8,1:1),i)*base+c,s=$tr($j(c#1000000000,9)," ",0)_s,c=c\1000000000
 s s=c_s
 f  q:$l(s)=1!($e(s)'=0)  s s=$e(s,2,$l(s))
 q s
DIVIDE(n,by,rest) ; n\by, digit by digit
 n i,s
 s rest=0,s=""
 f i=1:1:$l(n) s rest=rest*10+$e(n,i),s=s_(rest\by),rest=rest#by
 f  q:$l(s)=1!($e(s)'=0)  s s=$e(s,2,$l(s))
 q s
