%OD ; Octal to decimal: %OD becomes the decimal number
 s %OD=$$FUNC(%OD) q
INT ; asks for the number
 r !,"Octal: ",%OD s %OD=$$FUNC(%OD) q
FUNC(o) ; digits above 7 count with their value, other characters count 0
 n i,n
 q:o["-" ""
 s n=0 f i=1:1:$l(o) s n=$$ADD^%RADIX(n,8,+$e(o,i))
 q n
