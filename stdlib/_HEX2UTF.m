%HEX2UTF ; Text of hexadecimal digits: %S of %U
 s %S=$$FUNC(%U) q
INT ; asks for the digits
 n %U
 r !,"Hexadecimal byte stream: ",%U s %S=$$FUNC(%U) q
FUNC(u) n i,s
 s s="" f i=1:2:$l(u) s s=s_$zch($$FUNC^%HD($e(u,$s(i=$l(u)&(i>1):i-1,1:i),i+1)))
 q s
