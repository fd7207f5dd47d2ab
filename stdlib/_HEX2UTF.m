%HEX2UTF ; Text of hexadecimal digits: %S of %U
 s %S=$$FUNC(%U) q
INT ; asks for the digits
 n %U
 r !,"Hexadecimal: ",%U s %S=$$FUNC(%U) w !,%S,! q
FUNC(u) n i,s
 s s="" f i=1:2:$l(u) s s=s_$zch($$FUNC^%HD($e(u,i,i+1)))
 q s
